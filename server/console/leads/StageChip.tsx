/** A stage as a chip: word, colour and shape all say the same. */
import type { FormKind } from '../shapes.ts';
import { type Stage, stageLabel } from './stages.ts';

/** How far round the dial stands, in the stages that lead to a sale. */
const progress: Partial<Record<Stage, number>> = { lead: 0, mql: 1 / 3, sal: 2 / 3, sql: 1 };
const around = 2 * Math.PI * 2;

export function StageIcon({ stage }: { stage: Stage }) {
  const done = progress[stage];
  return (
    <svg class="stage-icon" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {stage === 'customer' ? (
        <path class="stage-line" d="m2.2 6.4 2.6 2.6 5-5.6" />
      ) : (
        <circle class="stage-line" cx="6" cy="6" r="5" />
      )}
      {done !== undefined && done > 0 && (
        <circle
          class="stage-pie"
          cx="6"
          cy="6"
          r="2"
          stroke-dasharray={`${done * around} ${around}`}
          transform="rotate(-90 6 6)"
        />
      )}
      {stage === 'disqualified' && <path class="stage-line" d="m3 9 6-6" />}
      {stage === 'nurture' && <path class="stage-line" d="M6 3.6V6l1.6 1" />}
    </svg>
  );
}

export function StageChip({ stage, kind }: { stage: Stage; kind?: FormKind | undefined }) {
  return (
    <span class={`chip stage-${stage}`}>
      <StageIcon stage={stage} />
      <span class="chip-label">{stageLabel(stage, kind)}</span>
    </span>
  );
}
