/** Every move of a lead, the latest first: from where to where, by whom, why and when. */
import type { FormKind, Move } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { StageChip } from './StageChip.tsx';

export function History({ history, kind }: { history: Move[]; kind?: FormKind | undefined }) {
  const latestFirst = [...history].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <ol class="timeline">
      {latestFirst.map((move) => (
        <li key={`${move.at} ${move.to}`} class={`stage-${move.to}`}>
          <p class="timeline-move">
            {move.from && (
              <>
                <StageChip stage={move.from} kind={kind} />
                <span aria-hidden="true">→</span>
                <span class="unseen">to</span>
              </>
            )}
            <StageChip stage={move.to} kind={kind} />
          </p>
          <p>{move.why}</p>
          <p class="muted">
            {move.by === 'score' ? 'By the score' : move.by}, <Time at={move.at} />
          </p>
        </li>
      ))}
    </ol>
  );
}
