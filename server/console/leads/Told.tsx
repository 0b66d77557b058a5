/** Who else was told of a lead, the latest first, and whether it got through. */
import { at } from '../router.ts';
import { may } from '../session.ts';
import type { Delivery } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { StateTag } from '../webhooks/StateTag.tsx';
import { eventLabel } from '../webhooks/words.ts';

export function Told({ deliveries }: { deliveries: readonly Delivery[] }) {
  if (deliveries.length === 0) return null;
  return (
    <section class="lead-told" aria-labelledby="told-title">
      <h2 id="told-title">Told to others</h2>
      <ul class="told links">
        {deliveries.map(({ id, event, channel, target, to, state, createdAt }) => (
          <li key={id}>
            <span>{eventLabel(event)}</span>
            <span class="muted">to</span>
            {channel === 'webhook' && may('endpoints:read') ? (
              <a href={at(`webhooks/${target}`)}>{to}</a>
            ) : (
              <span>{to}</span>
            )}
            <StateTag state={state} />
            <span class="muted">
              <Time at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
