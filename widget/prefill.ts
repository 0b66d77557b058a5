/** Answers that the page or its address gives, as the fields take them. */

import { checkAnswer } from './engine/answers.ts';
import { fieldsOf } from './fields.ts';
import type { Prefill } from './host.d.ts';
import type { Served } from './served.ts';

/** Values as an address would have them, so that there is one way to read them. */
export function queryOf(values: Prefill): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  return query.toString();
}

const numeric = new Set(['number', 'range', 'rating']);

/**
 * Reads `?FIELD=…` of every field that allows it; of several sources the first with a value counts. What a field would not
 * take is left out. The store decides which fields may be filled in, and never ticks a consent.
 */
export function readPrefill(form: Served, ...sources: string[]): Record<string, unknown> {
  const queries = sources.map((source) => new URLSearchParams(source));
  const values: Record<string, unknown> = {};
  for (const field of fieldsOf(form).values()) {
    const texts =
      field.prefill && queries.map((query) => query.getAll(field.id)).find((all) => all.length > 0);
    if (!texts) continue;
    const value = numeric.has(field.type)
      ? Number(texts[0])
      : field.type === 'choices'
        ? texts.flatMap((text) => text.split(','))
        : texts[0];
    if (checkAnswer(field, value).value !== undefined) values[field.id] = value;
  }
  return values;
}

/** Names of values that a form does not let a page fill in. */
export function refusedOf(form: Served, values: Prefill): string[] {
  const fields = fieldsOf(form);
  return Object.keys(values).filter((name) => {
    const field = fields.get(name);
    return !field?.prefill || field.type === 'consent';
  });
}
