/** What a lead has agreed to, word for word, and the submissions that prove it. */
import { api, ask } from '../api.ts';
import { CheckIcon } from '../icons.tsx';
import { useResource } from '../resource.ts';
import { at } from '../router.ts';
import type { Asked, Submission } from '../shapes.ts';
import { Time } from '../Time.tsx';

/** Enough to show what holds now; older ones have pages of their own. */
const latest = 5;

async function load(ids: string[]): Promise<Asked<Submission[]>> {
  const answers = await Promise.all(
    ids.map((id) => ask<Submission>(api.submissions[':id'].$get({ param: { id } }))),
  );
  const failed = answers.find((answer) => !answer.ok);
  return failed ?? { ok: true, value: answers.flatMap((answer) => (answer.ok ? [answer.value] : [])) };
}

export function Consents({ submissions }: { submissions: string[] }) {
  // Ids are time-ordered, so the last ones in the alphabet are the newest.
  const ids = [...submissions].sort().reverse().slice(0, latest);
  const { value: list = [] } = useResource(`submissions ${ids}`, () => load(ids));
  const consents = list.flatMap((submission) => submission.consents);
  return (
    <>
      <section class="lead-consents" aria-labelledby="consents-title">
        <h2 id="consents-title">Consents</h2>
        {consents.length === 0 && <p class="muted">None was asked for.</p>}
        <ul class="consents">
          {consents.map((consent) => (
            <li key={`${consent.field} ${consent.at}`}>
              <CheckIcon size={14} />
              <div>
                <p>{consent.text}</p>
                <p class="muted">
                  {consent.field}, form version {consent.version}, <Time at={consent.at} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section class="lead-submissions" aria-labelledby="submissions-title">
        <h2 id="submissions-title">Submissions</h2>
        <ul class="links">
          {ids.map((id) => {
            const submission = list.find((candidate) => candidate.id === id);
            return (
              <li key={id}>
                <a href={at(`submissions/${id}`)}>
                  {submission ? `${submission.form} v${submission.version}` : id}
                </a>
                {submission && (
                  <span class="muted">
                    {submission.status}, score {submission.score.total}, <Time at={submission.createdAt} />
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}
