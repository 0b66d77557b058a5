/** One delivery: each try with its answer, what was sent, and a way to send it again. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { Dialog } from '../Dialog.tsx';
import { RestartIcon } from '../icons.tsx';
import { useResource } from '../resource.ts';
import { Skeleton } from '../Skeleton.tsx';
import { may } from '../session.ts';
import type { Attempt, DeliveryLog, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { moment } from '../time.ts';
import { StateTag } from './StateTag.tsx';
import { eventLabel, resultOf } from './words.ts';

interface Props {
  id: string;
  canSend: boolean;
  onClose: () => void;
}

const soon = 700;

export function DeliveryDialog({ id, canSend, onClose }: Props) {
  const param = { id };
  const { value, trouble, reload } = useResource(`delivery ${id}`, () =>
    ask<DeliveryLog>(api.deliveries[':id'].$get({ param })),
  );
  const refused = useSignal<Trouble | undefined>(undefined);
  const isDue = value?.dueAt != null && Date.parse(value.dueAt) - Date.now() < 60_000;
  useEffect(() => {
    if (!isDue) return;
    const timer = setInterval(reload, soon);
    return () => clearInterval(timer);
  }, [isDue]);

  async function again() {
    const answer = await ask(api.deliveries[':id'].resend.$post({ param }));
    refused.value = answer.ok ? undefined : answer.trouble;
    reload();
  }

  return (
    <Dialog title={value ? eventLabel(value.event) : 'Delivery'} onClose={onClose} wide>
      {(trouble ?? refused.value) && <TroubleBox trouble={(trouble ?? refused.value) as Trouble} />}
      {!value && !trouble && <Skeleton lines={4} />}
      {value && (
        <div class="delivery">
          <p class="delivery-state">
            <StateTag state={value.state} />
            {value.dueAt && value.attempts.length > 0 && (
              <span class="muted">again at {moment(value.dueAt)}</span>
            )}
          </p>
          <p class="muted">
            webhook-id <span class="mono">{value.message}</span>
          </p>
          <ol class="attempts">
            {[...value.attempts].reverse().map((attempt) => (
              <Try key={attempt.at} attempt={attempt} />
            ))}
          </ol>
          {value.attempts.length === 0 && <p class="muted">Not tried yet.</p>}
          {value.body != null && (
            <details>
              <summary>What is sent</summary>
              <pre class="snippet mono">{JSON.stringify(value.body, null, 2)}</pre>
            </details>
          )}
        </div>
      )}
      <div class="dialog-foot">
        {value && may('endpoints:write') && (
          <button
            type="button"
            class="button"
            disabled={!canSend}
            title={canSend ? undefined : 'The webhook is switched off'}
            onClick={() => void again()}
          >
            <RestartIcon size={14} /> Send again
          </button>
        )}
        <button type="button" class="button button-main" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}

function Try({ attempt }: { attempt: Attempt }) {
  const isGood = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
  return (
    <li>
      <p class="attempt-head">
        <strong class={isGood ? 'is-good' : 'is-bad'}>{resultOf(attempt)}</strong>
        <span class="muted">
          {moment(attempt.at)} · {attempt.ms} ms
        </span>
      </p>
      {attempt.reply && <pre class="attempt-reply mono">{attempt.reply}</pre>}
    </li>
  );
}
