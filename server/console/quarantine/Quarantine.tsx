/** What was set aside because it looks like a robot's: a person looks, and releases what is not. */
import { useSignal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { StageChip } from '../leads/StageChip.tsx';
import { isStage } from '../leads/stages.ts';
import { notify } from '../notices.ts';
import { usePages } from '../pages.ts';
import { useResource } from '../resource.ts';
import { at } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import { may } from '../session.ts';
import type { AllowedEntry, Quarantined, QuarantinePage, Trouble } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { useTitle } from '../title.ts';
import { AllowedList } from './AllowedList.tsx';
import { reasonLabel } from './words.ts';

type Allow = 'email' | 'domain' | undefined;

export function Quarantine() {
  useTitle('Quarantine');
  const { pages, more, ...asked } = usePages('quarantine', (query) =>
    ask<QuarantinePage>(api.quarantine.$get({ query })),
  );
  const allowed = useResource('allowed', () => ask<{ allowed: AllowedEntry[] }>(api.allowed.$get()));
  const gone = useSignal<ReadonlySet<string>>(new Set());
  const refused = useSignal<Trouble | undefined>(undefined);
  const busy = useSignal(false);
  const trouble = asked.trouble ?? refused.value;
  const shown = pages.flatMap(({ submissions }) => submissions).filter(({ id }) => !gone.value.has(id));

  async function release({ id, email, name }: Quarantined, allow: Allow) {
    if (busy.value) return;
    busy.value = true;
    const json = allow ? { allow } : {};
    const answer = await ask(api.quarantine[':id'].release.$post({ param: { id }, json }));
    busy.value = false;
    refused.value = answer.ok ? undefined : answer.trouble;
    if (!answer.ok) return;
    gone.value = new Set([...gone.value, id]);
    notify(`${name ?? email ?? 'The submission'} is released and counts as a lead.`);
    if (allow) allowed.reload();
  }

  return (
    <div class="team">
      <header class="filters">
        <div class="filters-top">
          <h1>Quarantine</h1>
        </div>
        <p class="muted quarantine-says">
          These look as if a robot had sent them. They are kept, make no lead and no news, and whoever sent
          them was answered as usual.
        </p>
      </header>
      <div class="team-body">
        {trouble && <TroubleBox trouble={trouble} onRetry={asked.reload} />}
        {pages.length === 0 && !trouble && <Skeleton lines={5} />}
        {pages.length > 0 && shown.length === 0 && !more && (
          <div class="empty">
            <h2>Nothing is set aside</h2>
            <p>Whatever looks like a robot's turns up here, with the reasons. Nothing is ever thrown away.</p>
          </div>
        )}
        {shown.length > 0 && (
          <table class="team-table">
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">Why</th>
                <th scope="col">Would be</th>
                <th scope="col">When</th>
                <th scope="col">
                  <span class="unseen">What to do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((line) => (
                <Line key={line.id} line={line} onRelease={(allow) => void release(line, allow)} />
              ))}
            </tbody>
          </table>
        )}
        {more && (
          <p class="team-more">
            <button type="button" class="button" onClick={more}>
              Earlier
            </button>
          </p>
        )}
        <AllowedList entries={allowed.value?.allowed ?? []} onChange={allowed.reload} />
      </div>
    </div>
  );
}

interface LineProps {
  line: Quarantined;
  onRelease: (allow: Allow) => void;
}

function Line({ line, onRelease }: LineProps) {
  const { id, name, email, form, reasons, stage } = line;
  const who = name ?? email ?? 'Somebody';
  return (
    <tr>
      <td>
        <a href={at(`submissions/${id}`)}>{who}</a>
        <span class="muted">
          {name && email && `${email} · `}
          {form}
        </span>
      </td>
      <td>
        <ul class="reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reasonLabel(reason)}</li>
          ))}
        </ul>
      </td>
      <td>{isStage(stage) && <StageChip stage={stage} />}</td>
      <td class="team-when">
        <Time at={line.at} />
      </td>
      <td>
        {may('leads:write') && (
          <div class="person-more">
            <button type="button" class="button" onClick={() => onRelease(undefined)}>
              Release <span class="unseen">{who}</span>
            </button>
            {email && (
              <button
                type="button"
                class="button"
                title={`Release, and never set ${email} aside again`}
                onClick={() => onRelease('email')}
              >
                Always allow <span class="unseen">{email}</span>
              </button>
            )}
          </div>
        )}
      </td>
    </tr>
  );
}
