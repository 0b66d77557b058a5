/** What a person may ask for: everything that is stored, or to be erased. */
import { DownloadIcon, EraseIcon } from '../icons.tsx';
import { may } from '../session.ts';
import type { Lead } from '../shapes.ts';
import { erasing } from './erase.ts';

export function Personal({ lead }: { lead: Lead }) {
  const [exports, erases] = [may('leads:export'), may('leads:erase')];
  if (!exports && !erases) return null;
  return (
    <section class="lead-personal" aria-labelledby="personal-title">
      <h2 id="personal-title">Personal data</h2>
      <p class="muted">For when this person asks what you hold, or wants to be forgotten.</p>
      <div class="personal-acts">
        {exports && (
          <a class="button" href={`/api/leads/${lead.id}/export`} download>
            <DownloadIcon size={14} /> Download all of it
          </a>
        )}
        {erases && (
          <button type="button" class="button button-danger" onClick={() => (erasing.value = lead)}>
            <EraseIcon size={14} /> Erase …
          </button>
        )}
      </div>
    </section>
  );
}
