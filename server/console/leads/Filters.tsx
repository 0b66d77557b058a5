/** What of the leads is listed: by stage with counts, by form, by words. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { DownloadIcon, SearchIcon } from '../icons.tsx';
import { useResource } from '../resource.ts';
import { go, here, place } from '../router.ts';
import { may } from '../session.ts';
import type { FormEntry } from '../shapes.ts';
import { counts } from './list.ts';
import { StageIcon } from './StageChip.tsx';
import { stageLabel, stages } from './stages.ts';

/** Long enough not to ask for every letter. */
const typingPause = 200;

export function Filters({ search }: { search: RefObject<HTMLInputElement | null> }) {
  const query = place.value.query;
  const stage = query.get('stage') ?? '';
  const all = Object.values(counts.value).reduce((sum, count) => sum + (count ?? 0), 0);
  return (
    <div class="filters">
      <div class="filters-top">
        <h1>Leads</h1>
        <FormFilter />
        <Search input={search} />
        <Table />
      </div>
      <nav class="tabs" aria-label="Stages">
        <a class="tab" href={here({ stage: undefined })} aria-current={stage === '' ? 'true' : undefined}>
          All <span class="tab-count">{all}</span>
        </a>
        {stages.map((name) => (
          <a
            key={name}
            class={`tab stage-${name}`}
            href={here({ stage: name })}
            aria-current={stage === name ? 'true' : undefined}
          >
            <StageIcon stage={name} />
            {stageLabel(name)} <span class="tab-count">{counts.value[name] ?? 0}</span>
          </a>
        ))}
      </nav>
    </div>
  );
}

function FormFilter() {
  const forms = useResource('forms', () => ask<{ forms: FormEntry[] }>(api.forms.$get()));
  const list = forms.value?.forms ?? [];
  const form = place.value.query.get('form') ?? '';
  if (list.length < 2 && !form) return null;
  return (
    <label class="select">
      <span class="unseen">Form</span>
      <select value={form} onChange={(event) => go(here({ form: event.currentTarget.value }))}>
        <option value="">All forms</option>
        {list.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
        {form && !list.some(({ id }) => id === form) && <option value={form}>{form}</option>}
      </select>
    </label>
  );
}

/** What is listed, as a file for a spreadsheet. */
function Table() {
  if (!may('leads:export')) return null;
  const query = place.value.query;
  const asked = new URLSearchParams();
  for (const name of ['stage', 'form', 'q']) {
    const value = query.get(name);
    if (value) asked.set(name, value);
  }
  return (
    <a
      class="button"
      href={`/api/leads/export.csv?${asked}`}
      download
      title="What is listed, for a spreadsheet"
    >
      <DownloadIcon size={14} /> CSV
    </a>
  );
}

function Search({ input }: { input: RefObject<HTMLInputElement | null> }) {
  const asked = place.value.query.get('q') ?? '';
  const text = useSignal(asked);
  useEffect(() => {
    // Back and forward change the address under the field; typing changes the field first.
    if (document.activeElement !== input.current) text.value = asked;
  }, [asked, input, text]);
  const words = text.value;
  useEffect(() => {
    if (words.trim() === asked) return;
    const timer = setTimeout(() => go(here({ q: words.trim() }), { replace: true }), typingPause);
    return () => clearTimeout(timer);
  }, [words, asked]);

  return (
    <label class="search">
      <SearchIcon size={15} />
      <span class="unseen">Search leads</span>
      <input
        ref={input}
        type="search"
        placeholder="Name, e-mail or company"
        value={words}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <kbd>/</kbd>
    </label>
  );
}
