/** Addresses and domains of which nothing is set aside, and how to take them off the list. */
import { api, ask } from '../api.ts';
import { notify } from '../notices.ts';
import { may } from '../session.ts';
import type { AllowedEntry } from '../shapes.ts';
import { Time } from '../Time.tsx';

interface Props {
  entries: AllowedEntry[];
  onChange: () => void;
}

export function AllowedList({ entries, onChange }: Props) {
  if (entries.length === 0) return null;

  async function remove(entry: string) {
    const answer = await ask(api.allowed.$delete({ json: { entry } }));
    if (!answer.ok) notify(`${answer.trouble.title}. ${answer.trouble.detail}`, { kind: 'failed' });
    onChange();
  }

  return (
    <section class="allowed" aria-labelledby="allowed-title">
      <h2 id="allowed-title">Always let in</h2>
      <ul>
        {entries.map(({ entry, by, at }) => (
          <li key={entry}>
            <span class="mono">{entry}</span>
            <span class="muted">
              by {by}, <Time at={at} />
            </span>
            {may('leads:write') && (
              <button type="button" class="button" onClick={() => void remove(entry)}>
                Take off <span class="unseen">{entry}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
