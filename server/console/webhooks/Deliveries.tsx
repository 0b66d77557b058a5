/** What a webhook was sent, the latest first, and what came of it; it keeps itself true while somebody looks. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { now } from '../clock.ts';
import { useResource } from '../resource.ts';
import { at, here, place } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import type { Delivery, DeliveryPage, Endpoint, Trouble } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { due } from '../time.ts';
import { DeliveryDialog } from './DeliveryDialog.tsx';
import { StateTag } from './StateTag.tsx';
import { eventLabel, resultOf, stateLabels } from './words.ts';

interface Props {
  endpoint: Endpoint;
  /** Grows when something was sent from this page. */
  sent: number;
  /** Called with each look, for what comes of deliveries may say something of the endpoint. */
  onLook: () => void;
}

/** Milliseconds from look to look: while something is under way, and else. */
const soon = 1000;
const sometimes = 6000;
const states = ['waiting', 'delivered', 'failed', 'stopped'] as const;

const isState = (state: string | null): state is Delivery['state'] =>
  (states as readonly (string | null)[]).includes(state);

/** Something is to be tried within a minute. */
const isUnderWay = ({ dueAt }: Delivery) => dueAt !== null && Date.parse(dueAt) - Date.now() < 60_000;

export function Deliveries({ endpoint, sent, onLook }: Props) {
  const wanted = place.value.query.get('state');
  const state = isState(wanted) ? wanted : undefined;
  const query = { endpoint: endpoint.id, ...(state && { state }) };
  const first = useResource(`deliveries ${endpoint.id} ${state ?? ''}`, () =>
    ask<DeliveryPage>(api.deliveries.$get({ query })),
  );
  const older = useSignal<DeliveryPage[]>([]);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const open = useSignal<string | undefined>(undefined);
  const pages = first.value ? [first.value, ...older.value] : [];
  const shown = pages.flatMap(({ deliveries }) => deliveries);
  const next = pages.at(-1)?.next;
  const waits = shown.some(isUnderWay);

  useEffect(() => {
    if (sent > 0) first.reload();
  }, [sent]);
  useEffect(() => {
    older.value = [];
  }, [state]);
  useEffect(() => {
    const look = () => {
      // Whoever reads on further back has a list that stands still.
      if (document.hidden || older.value.length > 0) return;
      first.reload();
      onLook();
    };
    const timer = setInterval(look, waits ? soon : sometimes);
    return () => clearInterval(timer);
  }, [waits, first.reload]);

  async function more(cursor: string) {
    const answer = await ask<DeliveryPage>(api.deliveries.$get({ query: { ...query, cursor } }));
    trouble.value = answer.ok ? undefined : answer.trouble;
    if (answer.ok) older.value = [...older.value, answer.value];
  }

  return (
    <section class="deliveries" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">Sent</h2>
      <nav class="tabs" aria-label="Deliveries">
        <a class="tab" href={here({ state: undefined })} aria-current={state ? undefined : 'page'}>
          All
        </a>
        {states.map((name) => (
          <a
            key={name}
            class="tab"
            href={here({ state: name })}
            aria-current={state === name ? 'page' : undefined}
          >
            {stateLabels[name]}
          </a>
        ))}
      </nav>
      {(first.trouble ?? trouble.value) && (
        <TroubleBox trouble={(first.trouble ?? trouble.value) as Trouble} onRetry={first.reload} />
      )}
      {!first.value && !first.trouble && <Skeleton lines={4} />}
      {first.value && shown.length === 0 && (
        <p class="muted deliveries-none">
          {state
            ? 'Nothing of this kind within the last 30 days.'
            : 'Nothing yet. “Send a test” sends a message at once; all others are sent as things happen.'}
        </p>
      )}
      {shown.length > 0 && <Table deliveries={shown} onOpen={(id) => (open.value = id)} />}
      {next && (
        <p class="team-more">
          <button type="button" class="button" onClick={() => void more(next)}>
            Earlier
          </button>
        </p>
      )}
      {open.value && (
        <DeliveryDialog
          key={open.value}
          id={open.value}
          canSend={endpoint.state !== 'off'}
          onClose={() => {
            open.value = undefined;
            first.reload();
            onLook();
          }}
        />
      )}
    </section>
  );
}

function Table({ deliveries, onOpen }: { deliveries: Delivery[]; onOpen: (id: string) => void }) {
  return (
    <table class="team-table deliveries-table">
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">State</th>
          <th scope="col">Answer</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <tr key={delivery.id}>
            <td>
              <button type="button" class="row-button" onClick={() => onOpen(delivery.id)}>
                {eventLabel(delivery.event)}
              </button>
              {delivery.lead && (
                <a class="muted" href={at(`leads/${delivery.lead}`)}>
                  Lead
                </a>
              )}
            </td>
            <td>
              <StateTag state={delivery.state} />
            </td>
            <td>
              {delivery.last ? resultOf(delivery.last) : ''}{' '}
              <span class="muted">
                {delivery.last?.status != null && `${delivery.last.ms} ms`}
                {delivery.dueAt && delivery.tries > 0 && ` · again ${due(delivery.dueAt, now.value).words}`}
              </span>
            </td>
            <td class="team-when">
              <Time at={delivery.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
