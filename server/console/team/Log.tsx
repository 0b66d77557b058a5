/** Who did what, the latest first. */
import { useSignal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { useResource } from '../resource.ts';
import { at } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import type { AuditLine, AuditPage, Trouble } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { deedLabel, detailOf } from './words.ts';

export function Log() {
  const first = useResource('audit', () => ask<AuditPage>(api.audit.$get({ query: {} })));
  const older = useSignal<AuditPage[]>([]);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const pages = first.value ? [first.value, ...older.value] : [];
  const next = pages.at(-1)?.next;

  async function more(cursor: string) {
    const answer = await ask<AuditPage>(api.audit.$get({ query: { cursor } }));
    trouble.value = answer.ok ? undefined : answer.trouble;
    if (answer.ok) older.value = [...older.value, answer.value];
  }

  return (
    <>
      {first.trouble && <TroubleBox trouble={first.trouble} onRetry={first.reload} />}
      {!first.value && !first.trouble && <Skeleton lines={8} />}
      {first.value && (
        <table class="team-table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">To what</th>
            </tr>
          </thead>
          <tbody>
            {pages
              .flatMap(({ lines }) => lines)
              .map((line) => (
                <tr key={line.id}>
                  <td class="team-when">
                    <Time at={line.at} />
                  </td>
                  <td>{line.name}</td>
                  <td>
                    {deedLabel(line)} <span class="muted">{detailOf(line)}</span>
                  </td>
                  <td class="mono">
                    <Target line={line} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      {trouble.value && <TroubleBox trouble={trouble.value} />}
      {next && (
        <p class="team-more">
          <button type="button" class="button" onClick={() => void more(next)}>
            Earlier
          </button>
        </p>
      )}
    </>
  );
}

/** What it was done to, as a way there where there is one. People and keys are named by their particulars. */
function Target({ line: { action, target } }: { line: AuditLine }) {
  if (action === 'lead.stage') return <a href={at(`leads/${target}`)}>{target}</a>;
  if (action.startsWith('form.')) return <a href={at(`forms/${target}`)}>{target}</a>;
  if (action.startsWith('endpoint.') && action !== 'endpoint.remove')
    return <a href={at(`webhooks/${target}`)}>{target}</a>;
  return null;
}
