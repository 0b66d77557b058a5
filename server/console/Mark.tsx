/** The mark: three answers getting shorter, down to the one that matters. */

export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" />
      <path d="M6.5 7.5h11M6.5 12h7.5M6.5 16.5h4" />
    </svg>
  );
}
