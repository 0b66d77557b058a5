/** Making or changing a webhook: where to, and what it is told of; a new one then shows its secret, this once. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { Dialog } from '../Dialog.tsx';
import type { Endpoint, EventName, MadeEndpoint, Trouble } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { Secret } from './Secret.tsx';
import { eventNames, events } from './words.ts';

interface Props {
  endpoint?: Endpoint;
  /** With the id of what was made. */
  onClose: (made?: string) => void;
}

const usual: readonly EventName[] = ['lead.stage_changed', 'lead.handover'];

export function EndpointDialog({ endpoint, onClose }: Props) {
  const chosen = useSignal<readonly EventName[]>(endpoint?.events ?? usual);
  const made = useSignal<MadeEndpoint | undefined>(undefined);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const url = useRef<HTMLInputElement>(null);
  const description = useRef<HTMLInputElement>(null);
  useEffect(() => url.current?.focus(), []);

  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    const json = {
      url: url.current?.value ?? '',
      description: description.current?.value ?? '',
      events: eventNames.filter((name) => chosen.value.includes(name)),
    };
    const answer = endpoint
      ? await ask<Endpoint>(
          api.endpoints[':id'].$put({
            param: { id: endpoint.id },
            json: { ...json, on: endpoint.state !== 'off' },
          }),
        )
      : await ask<MadeEndpoint>(api.endpoints.$post({ json }));
    busy.value = false;
    if (!answer.ok) trouble.value = answer.trouble;
    else if (endpoint) onClose();
    else made.value = answer.value as MadeEndpoint;
  }

  if (made.value) {
    const { id, secret } = made.value;
    return (
      <Dialog title="The webhook is there" onClose={() => onClose(id)}>
        <Secret secret={secret} />
        <div class="dialog-foot">
          <button type="button" class="button button-main" onClick={() => onClose(id)}>
            Done
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={endpoint ? 'Edit the webhook' : 'New webhook'} onClose={() => onClose()}>
      <form class="stack" onSubmit={submit} noValidate>
        <label class="field">
          <span class="field-label">Address</span>
          <input
            ref={url}
            class="input"
            type="url"
            inputMode="url"
            maxLength={2000}
            autoComplete="off"
            placeholder="https://crm.example.com/hooks"
            defaultValue={endpoint?.url}
          />
        </label>
        <label class="field">
          <span class="field-label">
            What it is <span class="muted">(if you like)</span>
          </span>
          <input
            ref={description}
            class="input"
            maxLength={200}
            autoComplete="off"
            placeholder="Our CRM"
            defaultValue={endpoint?.description}
          />
        </label>
        <fieldset class="stage-choices">
          <legend class="field-label">It is told of</legend>
          {eventNames.map((name) => (
            <label key={name} class="stage-choice event-choice">
              <input
                type="checkbox"
                checked={chosen.value.includes(name)}
                onChange={({ currentTarget }) =>
                  (chosen.value = currentTarget.checked
                    ? [...chosen.value, name]
                    : chosen.value.filter((other) => other !== name))
                }
              />
              <span>
                <strong>{events[name].label}</strong>
                <span class="muted">{events[name].says}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {trouble.value && <TroubleBox trouble={trouble.value} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={() => onClose()}>
            Cancel
          </button>
          <button type="submit" class="button button-main" disabled={busy.value || chosen.value.length === 0}>
            {endpoint ? 'Save' : 'Add the webhook'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
