/** What the form concludes from the answers in the preview, reason by reason. */
import { compile } from '../../../widget/engine/compile.ts';
import type { Signals } from '../../../widget/engine/input.ts';
import type { Judgement } from '../../../widget/engine/qualify.ts';
import type { Form } from '../../../widget/schema/form.ts';
import { dimensionsOf, explain } from '../../../widget/schema/reasons/explain.ts';
import { wouldBe } from '../../../widget/schema/reasons/would.ts';
import { Receipt } from '../leads/Receipt.tsx';
import { ScoreBar } from '../leads/ScoreBar.tsx';
import { StageChip } from '../leads/StageChip.tsx';

interface Props {
  form: Form;
  judgement: Judgement;
  signals: Signals;
  onSignals: (signals: Signals) => void;
}

export function Verdict({ form, judgement, signals, onSignals }: Props) {
  const { score, stage, outcome, disqualifiedBy } = judgement;
  const receipt = { ...explain(form, score, signals), ...dimensionsOf(form) };
  const { answers } = judgement.path;
  const would = wouldBe({ form, compiled: compile(form), answers, context: {}, signals });
  return (
    <section class="verdict" aria-label="Verdict">
      <div class="verdict-head" role="status">
        <ScoreBar score={score} labels={receipt.labels} limits={receipt.limits} />
        <StageChip stage={stage} kind={form.kind} />
        <span class="verdict-ending">
          <span class="muted">Ending</span> {outcome}
        </span>
      </div>
      {disqualifiedBy && <p class="muted">Disqualified by the rule “{disqualifiedBy}”.</p>}
      {score.ledger.length > 0 ? (
        <Receipt receipt={receipt} would={would} />
      ) : (
        <p class="muted">Nothing counts yet. Answer the questions above to see each reason for the score.</p>
      )}
      {form.signals && form.signals.length > 0 && (
        <fieldset class="signals">
          <legend>What the visitor did before</legend>
          {form.signals.map((signal) => (
            <label key={signal.id}>
              <span>
                {signal.id} <span class="muted">{signal.page ?? signal.event}</span>
              </span>
              <input
                class="input"
                type="number"
                min={0}
                max={50}
                value={signals[signal.id]?.length ?? 0}
                onInput={(event) => {
                  const times = Math.min(50, Math.max(0, Math.trunc(event.currentTarget.valueAsNumber || 0)));
                  onSignals({ ...signals, [signal.id]: Array.from({ length: times }, () => 0) });
                }}
              />
            </label>
          ))}
        </fieldset>
      )}
    </section>
  );
}
