/** What a person may ask for: everything that is stored, or to be erased. */
import { DownloadIcon, EraseIcon } from '../icons.tsx';
import { may } from '../session.ts';
import { type Erasable, erasing } from './erase.ts';
import { download } from './handOut.ts';

export function Personal({ whom }: { whom: Erasable }) {
  const [exports, erases] = [may('leads:export'), may('leads:erase')];
  if (!exports && !erases) return null;
  return (
    <section class="lead-personal" aria-labelledby="personal-title">
      <h2 id="personal-title">Personal data</h2>
      <p class="muted">For when this person asks what you hold, or wants to be forgotten.</p>
      <div class="personal-acts">
        {exports &&
          ('id' in whom ? (
            <a class="button" href={`/api/leads/${whom.id}/export`} download>
              <DownloadIcon size={14} /> Download all of it
            </a>
          ) : (
            <button type="button" class="button" onClick={() => void download(whom.email)}>
              <DownloadIcon size={14} /> Download all of it
            </button>
          ))}
        {erases && (
          <button type="button" class="button button-danger" onClick={() => (erasing.value = whom)}>
            <EraseIcon size={14} /> Erase …
          </button>
        )}
      </div>
    </section>
  );
}
