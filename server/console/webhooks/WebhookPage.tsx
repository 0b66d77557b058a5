/** One webhook: how it fares, what may be done with it, and everything that it was sent. */
import { useSignal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { now } from '../clock.ts';
import { AlertIcon, BackIcon, SendIcon } from '../icons.tsx';
import { useKeys } from '../keys.ts';
import { Missing } from '../Missing.tsx';
import { notify } from '../notices.ts';
import { useResource } from '../resource.ts';
import { at, go } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import { may } from '../session.ts';
import type { Endpoint } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { moment, span } from '../time.ts';
import { useTitle } from '../title.ts';
import { Deliveries } from './Deliveries.tsx';
import { EndpointDialog } from './EndpointDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { RotateDialog } from './RotateDialog.tsx';
import { StateTag } from './StateTag.tsx';
import { eventLabel, nameOf, offWhys } from './words.ts';

type Open = 'edit' | 'rotate' | 'remove' | undefined;

export function WebhookPage({ id }: { id: string }) {
  useTitle('Webhook');
  const { value, trouble, reload } = useResource('endpoints', () =>
    ask<{ endpoints: Endpoint[] }>(api.endpoints.$get()),
  );
  const open = useSignal<Open>(undefined);
  /** Grows when something was sent from here. */
  const sent = useSignal(0);
  useKeys('Webhook', [{ keys: 'Escape', says: 'Back to the webhooks', run: () => go(at('webhooks')) }]);
  const endpoint = value?.endpoints.find((one) => one.id === id);
  if (value && !endpoint) return <Missing what="webhook" />;

  const close = () => {
    open.value = undefined;
    reload();
  };

  return (
    <div class="page webhook-page">
      <a class="back" href={at('webhooks')}>
        <BackIcon size={14} /> Webhooks
      </a>
      {trouble && <TroubleBox trouble={trouble} onRetry={reload} />}
      {!endpoint && !trouble && <Skeleton lines={6} />}
      {endpoint && (
        <>
          <Head
            endpoint={endpoint}
            onOpen={(what) => (open.value = what)}
            onSent={() => (sent.value += 1)}
            onChange={reload}
          />
          <Deliveries endpoint={endpoint} sent={sent.value} onLook={reload} />
          {open.value === 'edit' && <EndpointDialog endpoint={endpoint} onClose={close} />}
          {open.value === 'rotate' && <RotateDialog endpoint={endpoint} onClose={close} />}
          {open.value === 'remove' && (
            <RemoveDialog endpoint={endpoint} onClose={close} onGone={() => go(at('webhooks'))} />
          )}
        </>
      )}
    </div>
  );
}

interface HeadProps {
  endpoint: Endpoint;
  onOpen: (what: Open) => void;
  onSent: () => void;
  onChange: () => void;
}

function Head({ endpoint, onOpen, onSent, onChange }: HeadProps) {
  const { id, url, description, events, state } = endpoint;
  const isOff = state === 'off';
  const param = { id };

  async function test() {
    const answer = await ask(api.endpoints[':id'].test.$post({ param }));
    if (answer.ok) onSent();
    else notify(`${answer.trouble.title}. ${answer.trouble.detail}`, { kind: 'failed' });
  }

  async function turn(on: boolean) {
    const answer = await ask(api.endpoints[':id'].$put({ param, json: { url, description, events, on } }));
    if (!answer.ok) notify(`${answer.trouble.title}. ${answer.trouble.detail}`, { kind: 'failed' });
    onChange();
  }

  return (
    <header class="lead-head">
      <h1>{nameOf(endpoint)}</h1>
      <p class="lead-sub">
        <span class="mono webhook-url">{url}</span>
        <span>
          made <Time at={endpoint.createdAt} />
        </span>
      </p>
      <p class="webhook-events">
        <StateTag state={state} /> <span class="muted">Told of</span> {events.map(eventLabel).join(', ')}
      </p>
      <Warning endpoint={endpoint} />
      {may('endpoints:write') && (
        <div class="person-more webhook-acts">
          {isOff ? (
            <button type="button" class="button button-main" onClick={() => void turn(true)}>
              Switch on
            </button>
          ) : (
            <button type="button" class="button" onClick={() => void test()}>
              <SendIcon size={14} /> Send a test
            </button>
          )}
          <button type="button" class="button" onClick={() => onOpen('edit')}>
            Edit
          </button>
          <button type="button" class="button" onClick={() => onOpen('rotate')}>
            New secret
          </button>
          {!isOff && (
            <button type="button" class="button" onClick={() => void turn(false)}>
              Switch off
            </button>
          )}
          <button type="button" class="button button-danger" onClick={() => onOpen('remove')}>
            Remove
          </button>
        </div>
      )}
    </header>
  );
}

/** What its owner has to know. */
function Warning({ endpoint: { off, failingSince, formerSecretUntil } }: { endpoint: Endpoint }) {
  return (
    <>
      {off && (
        <p class={off.why === 'hand' ? 'webhook-warning is-quiet' : 'webhook-warning'}>
          <AlertIcon size={15} />
          <span>
            <strong>
              Switched off <Time at={off.at} />.
            </strong>{' '}
            {offWhys[off.why]}
            {off.why !== 'hand' &&
              ' Once it works again, switch it on; what it has missed can be sent again below.'}
          </span>
        </p>
      )}
      {!off && failingSince && (
        <p class="webhook-warning">
          <AlertIcon size={15} />
          <span>
            <strong>Nothing has got through for {span(now.value - Date.parse(failingSince))}.</strong> It is
            tried again by itself; after five days it is switched off.
          </span>
        </p>
      )}
      {formerSecretUntil && (
        <p class="muted">The former secret signs as well until {moment(formerSecretUntil)}.</p>
      )}
    </>
  );
}
