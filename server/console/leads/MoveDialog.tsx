/** Choosing another stage for a lead, with the reason that its history will show. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../Dialog.tsx';
import type { Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { type Movable, moveTo, moving } from './move.ts';
import { StageChip, StageIcon } from './StageChip.tsx';
import { isStage, type Stage, stageLabel, stages, stageWords } from './stages.ts';

export function MoveDialog() {
  const lead = moving.value;
  return lead ? <MoveForm key={lead.id} lead={lead} /> : null;
}

const close = () => {
  moving.value = undefined;
};

function MoveForm({ lead }: { lead: Movable }) {
  const to = useSignal<Stage | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const missing = useSignal<'stage' | 'why' | undefined>(undefined);
  const busy = useSignal(false);
  const reason = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLFieldSetElement>(null);
  const choices = stages.filter((stage) => stage !== lead.stage);
  useEffect(() => list.current?.querySelector('input')?.focus(), []);

  function choose(stage: Stage | undefined) {
    if (!stage) return;
    to.value = stage;
    if (missing.value === 'stage') missing.value = undefined;
  }

  async function submit(event: Event) {
    event.preventDefault();
    const why = reason.current?.value.trim() ?? '';
    missing.value = !to.value ? 'stage' : !why ? 'why' : undefined;
    if (missing.value === 'stage') return list.current?.querySelector('input')?.focus();
    if (missing.value === 'why' || !to.value) return reason.current?.focus();
    busy.value = true;
    trouble.value = await moveTo(lead, to.value, why);
    busy.value = false;
    if (!trouble.value) close();
  }

  return (
    <Dialog title={`Move ${lead.name ?? lead.email ?? 'this lead'}`} onClose={close}>
      <form class="stack" onSubmit={submit} noValidate>
        <p class="muted move-from">
          Now at <StageChip stage={lead.stage} kind={lead.kind} />
        </p>
        <fieldset
          ref={list}
          class="stage-choices"
          onKeyDown={(event) => {
            const stage = choices[Number(event.key) - 1];
            if (!stage) return;
            event.preventDefault();
            choose(stage);
            reason.current?.focus();
          }}
        >
          <legend class="field-label">To</legend>
          {choices.map((stage, index) => (
            <label key={stage} class={`stage-choice stage-${stage}`}>
              <input
                type="radio"
                name="to"
                value={stage}
                checked={to.value === stage}
                onChange={(event) =>
                  choose(isStage(event.currentTarget.value) ? event.currentTarget.value : undefined)
                }
              />
              <StageIcon stage={stage} />
              <strong>{stageLabel(stage, lead.kind)}</strong>
              <span class="muted">{stageWords[stage].means}</span>
              <kbd>{index + 1}</kbd>
            </label>
          ))}
        </fieldset>
        {missing.value === 'stage' && <p class="field-error">Choose a stage.</p>}
        <label class="field">
          <span class="field-label">Why</span>
          <input
            ref={reason}
            class="input"
            name="why"
            maxLength={500}
            autoComplete="off"
            placeholder="Spoke on the phone, budget confirmed"
            aria-invalid={missing.value === 'why'}
            aria-describedby={missing.value === 'why' ? 'why-missing' : undefined}
          />
        </label>
        {missing.value === 'why' && (
          <p class="field-error" id="why-missing" role="alert">
            Say why in a few words. The history keeps it for whoever looks next.
          </p>
        )}
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-main" disabled={busy.value}>
            {to.value ? `Move to ${stageLabel(to.value, lead.kind)}` : 'Move'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
