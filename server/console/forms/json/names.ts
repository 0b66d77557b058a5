/** Names that a form declares for itself and uses elsewhere: fields with their options, steps, dimensions, signals. */
import { clickIds } from '../../../../widget/engine/facts.ts';

export interface Names {
  fields: Map<string, { label: string; options: { id: string; label: string }[] }>;
  steps: string[];
  dimensions: string[];
  signals: string[];
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(record) : []);
const text = (value: unknown): string =>
  typeof value === 'string' ? value : String(Object.values(record(value))[0] ?? '');

/** Reads what is there, however unfinished the form is. */
export function namesIn(form: unknown): Names {
  const { steps, scoring, signals } = record(form);
  const names: Names = {
    fields: new Map(),
    steps: list(steps).map(({ id }) => text(id)),
    dimensions: Object.keys(record(record(scoring).dimensions)),
    signals: list(signals).map(({ id }) => text(id)),
  };
  for (const step of list(steps))
    for (const field of list(step.fields))
      names.fields.set(text(field.id), {
        label: text(field.label),
        options: list(field.options).map(({ id, label }) => ({ id: text(id), label: text(label) })),
      });
  return names;
}

/** What brought the visitor here. */
const touch: Record<string, string> = {
  'utm.source': 'Where a campaign brought the visitor from',
  'utm.medium': 'By what means',
  'utm.campaign': 'By which campaign',
  'utm.term': 'For which words',
  'utm.content': 'By which of its ads',
  'referrer.host': 'Site that linked here',
  'landing.path': 'Page that they landed on',
  ...Object.fromEntries(clickIds.map((id) => [`click.${id}`, 'Click id of an advertising network'])),
};

const facts: Record<string, string> = {
  score: 'The whole score',
  stage: 'The verdict: lead, mql, sql or disqualified',
  'visit.count': 'Visits to this site',
  'visit.days': 'Days since the first visit',
  'visit.minutes': 'Minutes on this site',
  'page.path': 'Path of the page with the form',
  ...touch,
  ...Object.fromEntries(
    Object.entries(touch).map(([name, says]) => [`first.${name}`, `First visit: ${says}`]),
  ),
  language: "The visitor's language",
  'email.domain': 'Domain of the e-mail address',
  'email.free': 'Whether it is a free mailbox',
};

/** Every key of a condition that is not an operator of its own: fields, then facts. */
export function factsOf(names: Names): { name: string; says: string }[] {
  return [
    ...[...names.fields].map(([name, { label }]) => ({ name, says: label })),
    ...names.dimensions.map((id) => ({ name: `score.${id}`, says: `Points of ${id}` })),
    ...names.signals.map((id) => ({ name: `signal.${id}`, says: `Number of events of ${id}` })),
    ...Object.entries(facts).map(([name, says]) => ({ name, says })),
  ];
}

/** Values that a fact can have, where they can be named. */
export function valuesOf(names: Names, fact: string): { value: string; says: string }[] {
  if (fact === 'stage') return ['lead', 'mql', 'sql', 'disqualified'].map((value) => ({ value, says: '' }));
  return (names.fields.get(fact)?.options ?? []).map(({ id, label }) => ({ value: id, says: label }));
}
