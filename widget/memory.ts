/** What this browser remembers of earlier submissions of a form, so that nothing is asked twice. */

import { checkAnswer } from './engine/answers.ts';
import type { Value } from './engine/input.ts';
import { fieldsOf, isRemembered } from './fields.ts';
import { isRecord, pick } from './json.ts';
import type { Keep } from './keep.ts';
import type { Served } from './served.ts';
import type { StoreDeps } from './store.ts';

const day = 86_400_000;
const usualDays = 180;

type Remembered = [value: Value, at: number];

interface Kept {
  answers: Record<string, Remembered>;
  visitor?: unknown;
  known?: unknown;
  /** When the token came. */
  at?: unknown;
}

/** What was remembered before, and what was learnt while nothing could be kept. */
export function joinMemories(stored: unknown, gathered: unknown): Record<string, unknown> {
  const [before, after] = [stored, gathered].map((kept) => (isRecord(kept) ? kept : {})) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  const answers = [before, after].map((kept) => (isRecord(kept.answers) ? kept.answers : {}));
  return { ...before, ...after, answers: { ...answers[0], ...answers[1] } };
}

/** Kept per form; each answer and the token expire after the form's `profiling.days`. */
export function openMemory(keep: Keep, form: Served, now: () => number): StoreDeps['memory'] {
  const key = `memory:${form.id}`;
  const fields = fieldsOf(form);
  const isFresh = (at: unknown) =>
    typeof at === 'number' && now() - at < (form.profiling?.days ?? usualDays) * day;

  function read(): Kept {
    const found = keep.load(key);
    const kept = isRecord(found) ? found : {};
    const answers = pick<Remembered>(kept.answers, fields.keys(), (row, name) => {
      const field = fields.get(name);
      if (!field || !isRemembered(field) || !Array.isArray(row) || !isFresh(row[1])) return false;
      return checkAnswer(field, row[0]).value !== undefined;
    });
    const token = typeof kept.visitor === 'string' && isFresh(kept.at);
    return { answers, ...(token && { visitor: kept.visitor, known: kept.known, at: kept.at }) };
  }

  return {
    load() {
      const { answers, visitor, known } = read();
      const values = Object.entries(answers).map(([name, [value]]) => [name, value] as const);
      return {
        answers: Object.fromEntries(values),
        // Without the token the server would not know whose answers it should count.
        known: Array.isArray(known) ? known.filter((name) => fields.get(name)?.remember) : [],
        ...(typeof visitor === 'string' && { visitor }),
      };
    },
    save(answers) {
      const kept = read();
      for (const [name, value] of Object.entries(answers)) kept.answers[name] = [value, now()];
      if (Object.keys(answers).length > 0) keep.save(key, kept);
    },
    learn({ visitor, known }) {
      if (visitor) keep.save(key, { ...read(), visitor, known, at: now() });
    },
    unlearn() {
      const { answers } = read();
      if (Object.keys(answers).length > 0) keep.save(key, { answers });
      else keep.erase(key);
    },
    erase: () => keep.erase(key),
  };
}
