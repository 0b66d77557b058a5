/** Grey bars in the shape of what is about to come. */

export function Skeleton({ lines, height = 40 }: { lines: number; height?: number }) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} class="skeleton-line" style={{ height: `${height}px` }}>
          <span style={{ width: `${[64, 48, 72, 56, 40][line % 5]}%` }} />
        </div>
      ))}
    </div>
  );
}
