/** Who did what, the latest first. */
import { api, ask } from '../api.ts';
import { usePages } from '../pages.ts';
import { at } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import type { AuditLine, AuditPage } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { deedLabel, detailOf } from './words.ts';

export function Log() {
  const { pages, trouble, reload, more } = usePages('audit', (query) =>
    ask<AuditPage>(api.audit.$get({ query })),
  );

  return (
    <>
      {pages.length === 0 && !trouble && <Skeleton lines={8} />}
      {pages.length > 0 && (
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
      {trouble && <TroubleBox trouble={trouble} onRetry={pages.length > 0 ? more : reload} />}
      {more && (
        <p class="team-more">
          <button type="button" class="button" onClick={more}>
            Earlier
          </button>
        </p>
      )}
    </>
  );
}

/** What it was done to, as a way there where there is one. People and keys are named by their particulars. */
function Target({ line: { action, target } }: { line: AuditLine }) {
  // Of somebody who only ever was in quarantine there is none.
  const isLead = action === 'lead.stage' || (action === 'lead.export' && target !== '');
  if (isLead) return <a href={at(`leads/${target}`)}>{target}</a>;
  if (action.startsWith('form.')) return <a href={at(`forms/${target}`)}>{target}</a>;
  if (action.startsWith('endpoint.') && action !== 'endpoint.remove')
    return <a href={at(`webhooks/${target}`)}>{target}</a>;
  return null;
}
