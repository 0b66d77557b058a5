/** The score as a number over a thin bar with one part a dimension. */
import type { Score } from '../shapes.ts';

interface Props {
  score: Score;
  /** What the dimensions are called, by id. */
  labels?: Record<string, string>;
  /** What each can reach; the bar is 100 points long where this is not known. */
  limits?: Record<string, number>;
}

export function ScoreBar({ score, labels = {}, limits }: Props) {
  const parts = Object.entries(score.dimensions);
  const known = Object.values(limits ?? {}).reduce((sum, limit) => sum + limit, 0);
  const length = Math.max(known || 100, score.total, 1);
  const words = parts.map(([id, points]) => `${labels[id] ?? capitalised(id)} ${points}`).join(', ');
  return (
    <span class="score" title={words}>
      <span class="score-number">{score.total}</span>
      <span class="score-bar" aria-hidden="true">
        {parts.map(([id, points], index) => (
          <span
            key={id}
            class={`score-part score-part-${Math.min(index, 3)}`}
            style={{ width: `${(100 * Math.max(0, points)) / length}%` }}
          />
        ))}
      </span>
      <span class="unseen">{parts.length > 1 ? ` points: ${words}` : ' points'}</span>
    </span>
  );
}

/** An id as a word to read: 'fit' becomes 'Fit'. */
export const capitalised = (id: string) => (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll('_', ' ');
