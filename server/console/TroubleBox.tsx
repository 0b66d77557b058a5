/** What went wrong, in words, and what to do about it. */
import { ErrorIcon } from './icons.tsx';
import type { Trouble } from './shapes.ts';

interface Props {
  trouble: Trouble;
  onRetry?: () => void;
}

export function TroubleBox({ trouble, onRetry }: Props) {
  return (
    <div class="trouble" role="alert">
      <ErrorIcon size={18} />
      <div>
        <strong>{trouble.title}</strong>
        {trouble.detail && <p>{trouble.detail}</p>}
        {trouble.remedy && <p>{trouble.remedy}</p>}
        <p class="trouble-code">
          {trouble.code}
          {trouble.status > 0 && ` · ${trouble.status}`}
        </p>
        {onRetry && (
          <button type="button" class="button" onClick={onRetry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}
