/** Keys for programs: what each may do, and its end. */
import { useSignal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { PlusIcon } from '../icons.tsx';
import { notify } from '../notices.ts';
import { useResource } from '../resource.ts';
import { Skeleton } from '../Skeleton.tsx';
import type { Key } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { KeyDialog } from './KeyDialog.tsx';

export function Keys() {
  const { value, trouble, reload } = useResource('keys', () => ask<{ keys: Key[] }>(api.keys.$get()));
  const making = useSignal(false);
  const keys = value?.keys;

  async function revoke({ id, name }: Key) {
    const answer = await ask(api.keys[':id'].$delete({ param: { id } }));
    if (answer.ok) notify(`The key “${name}” is of no use any more.`);
    else notify(`${answer.trouble.title}. ${answer.trouble.detail}`, { kind: 'failed' });
    reload();
  }

  return (
    <>
      <div class="team-bar">
        <p class="muted">
          A program sends its key as <code>Authorization: Bearer …</code>
        </p>
        <button type="button" class="button button-main" onClick={() => (making.value = true)}>
          <PlusIcon size={15} /> New key
        </button>
      </div>
      {trouble && <TroubleBox trouble={trouble} onRetry={reload} />}
      {!keys && !trouble && <Skeleton lines={4} />}
      {keys?.length === 0 && (
        <div class="empty">
          <h2>No keys yet</h2>
          <p>
            Make one for each program that reads leads or publishes forms, with no more scopes than it needs.
          </p>
        </div>
      )}
      {keys && keys.length > 0 && (
        <table class="team-table">
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">May</th>
              <th scope="col">Made</th>
              <th scope="col">
                <span class="unseen">End</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id} class={key.revokedAt ? 'is-off' : undefined}>
                <td>
                  <strong>{key.name}</strong>
                  <span class="muted mono">qf_…{key.tail}</span>
                </td>
                <td class="mono">{key.scopes.join(', ')}</td>
                <td>
                  <Time at={key.createdAt} /> by {key.createdBy}
                </td>
                <td>
                  {key.revokedAt ? (
                    <span class="muted">
                      Revoked <Time at={key.revokedAt} />
                    </span>
                  ) : (
                    <button type="button" class="button button-danger" onClick={() => void revoke(key)}>
                      Revoke <span class="unseen">{key.name}</span>
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {making.value && (
        <KeyDialog
          onClose={() => {
            making.value = false;
            reload();
          }}
        />
      )}
    </>
  );
}
