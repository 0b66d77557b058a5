/** Where programs of others are told of what happens, and how each of them fares. */
import { useSignal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { now } from '../clock.ts';
import { PlusIcon } from '../icons.tsx';
import { useResource } from '../resource.ts';
import { at, go } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import { may } from '../session.ts';
import type { Endpoint } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { span } from '../time.ts';
import { useTitle } from '../title.ts';
import { EndpointDialog } from './EndpointDialog.tsx';
import { StateTag } from './StateTag.tsx';
import { eventLabel, nameOf } from './words.ts';

export function Webhooks() {
  useTitle('Webhooks');
  const { value, trouble, reload } = useResource('endpoints', () =>
    ask<{ endpoints: Endpoint[] }>(api.endpoints.$get()),
  );
  const making = useSignal(false);
  const endpoints = value?.endpoints;
  return (
    <div class="team">
      <header class="filters">
        <div class="filters-top">
          <h1>Webhooks</h1>
          {may('endpoints:write') && (
            <button type="button" class="button button-main" onClick={() => (making.value = true)}>
              <PlusIcon size={15} /> New webhook
            </button>
          )}
        </div>
        <p class="muted quarantine-says">
          Your own programs are told of what happens here, signed and again until they have it.{' '}
          <a href="/demo/docs/webhooks.html" target="_blank" rel="noreferrer">
            How to receive them
          </a>
        </p>
      </header>
      <div class="team-body">
        {trouble && <TroubleBox trouble={trouble} onRetry={reload} />}
        {!endpoints && !trouble && <Skeleton lines={4} />}
        {endpoints?.length === 0 && (
          <div class="empty">
            <h2>Nobody is told yet</h2>
            <p>
              Add the address of a program that takes what happens here: a CRM, a chat, a table of your own.
              Leads and forms work without it.
            </p>
          </div>
        )}
        {endpoints && endpoints.length > 0 && <List endpoints={endpoints} />}
      </div>
      {making.value && (
        <EndpointDialog
          onClose={(id) => {
            making.value = false;
            if (id) go(at(`webhooks/${id}`));
          }}
        />
      )}
    </div>
  );
}

function List({ endpoints }: { endpoints: Endpoint[] }) {
  return (
    <table class="team-table">
      <thead>
        <tr>
          <th scope="col">To</th>
          <th scope="col">Told of</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr key={endpoint.id} class={endpoint.state === 'off' ? 'is-off' : undefined}>
            <td>
              <a class="webhook-name" href={at(`webhooks/${endpoint.id}`)}>
                {nameOf(endpoint)}
              </a>
              <span class="muted mono">{endpoint.url}</span>
            </td>
            <td>{endpoint.events.map(eventLabel).join(', ')}</td>
            <td class="webhook-state">
              <StateTag state={endpoint.state} />{' '}
              {endpoint.failingSince && (
                <span class="muted">for {span(now.value - Date.parse(endpoint.failingSince))}</span>
              )}
              {endpoint.off && (
                <span class="muted">
                  <Time at={endpoint.off.at} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
