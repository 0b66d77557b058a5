/** Leads as a table of text, a stretch at a time: however many there are, only a few are in memory. */
import type { Field, Form } from '../../widget/schema/form.ts';
import { textOf } from '../../widget/schema/reasons/explain.ts';
import { inFormLanguage } from '../../widget/schema/reasons/words.ts';
import type { Deps } from '../context.ts';
import { defaultWorkspace } from '../db/store.ts';
import { listVersions } from '../forms/queries.ts';
import { iso } from '../iso.ts';
import type { LeadFilter } from '../leads/queries.ts';
import type { LeadRow } from '../leads/receive.ts';
import { giveWay } from '../turns.ts';
import { byteOrderMark, row } from './cells.ts';
import { listIds, listMatching } from './queries.ts';

/** Small enough that nobody else waits long for a page of SQLite's, which is read in one go. */
const stretch = 100;

type Value = string | number | null;

const columns: Record<string, (lead: LeadRow, dueAt: number | null) => Value> = {
  'Lead id': ({ id }) => id,
  'E-mail': ({ email }) => email,
  Name: ({ name }) => name,
  Company: ({ company }) => company,
  Wants: ({ want }) => want,
  Stage: ({ stage }) => stage,
  Score: ({ scoreTotal }) => scoreTotal,
  Outcome: ({ outcome }) => outcome,
  Form: ({ formId }) => formId,
  Owner: ({ owner }) => owner,
  'To be answered by': (_, dueAt) => (dueAt === null ? null : iso(dueAt)),
  'Says the verdict is a mistake': ({ appeal }) => (appeal ? 'Yes' : null),
  'First seen': ({ createdAt }) => iso(createdAt),
  'Last change': ({ updatedAt }) => iso(updatedAt),
};

/** The parts of the file, one after the other. With a form it has a column for each question that the form ever asked. */
export async function* leadTable(
  { store, versions }: Pick<Deps, 'store' | 'versions'>,
  filter: LeadFilter,
): AsyncGenerator<string, undefined> {
  const questions = filter.form === undefined ? [] : await questionsOf({ store, versions }, filter.form);
  yield byteOrderMark + row([...Object.keys(columns), ...headings(questions)]);

  for (let after = ''; ; ) {
    await giveWay(store);
    const ids = await listIds(store.orm, after, stretch);
    const last = ids.at(-1);
    if (last === undefined) return;
    const found = await listMatching(store.orm, defaultWorkspace, ids, filter);
    let text = '';
    for (const { lead, dueAt } of found) {
      const fixed = Object.values(columns).map((read) => read(lead, dueAt));
      text += row([...fixed, ...(await answersTo(questions, lead, filter.form, versions))]);
    }
    if (text) yield text;
    after = last;
  }
}

interface Question {
  id: string;
  label: string;
}

const fieldsOf = (form: Form): Field[] => form.steps.flatMap((step) => step.fields);

/** As the latest version asks them; behind these, what only earlier versions asked. */
async function questionsOf(
  { store, versions }: Pick<Deps, 'store' | 'versions'>,
  form: string,
): Promise<Question[]> {
  const found = new Map<string, Question>();
  for (const { version } of await listVersions(store.orm, form)) {
    const published = await versions.find(form, version);
    if (!published) continue;
    for (const field of fieldsOf(published.form))
      if (!found.has(field.id))
        found.set(field.id, { id: field.id, label: inFormLanguage(published.form, field.label) });
  }
  return [...found.values()];
}

/** Questions of one wording are told apart by their ids. */
const headings = (questions: readonly Question[]): string[] =>
  questions.map(({ id, label }) =>
    questions.some((other) => other.id !== id && other.label === label) ? `${label} (${id})` : label,
  );

async function answersTo(
  questions: readonly Question[],
  { answers }: LeadRow,
  form: string | undefined,
  versions: Deps['versions'],
): Promise<Value[]> {
  const held = form !== undefined && Object.hasOwn(answers, form) ? answers[form] : undefined;
  return Promise.all(
    questions.map(async ({ id }) => {
      const answer = held && Object.hasOwn(held, id) ? held[id] : undefined;
      if (!answer || form === undefined) return null;
      const { value, version } = answer;
      if (typeof value === 'number') return value;
      const asked = (await versions.find(form, version))?.form;
      const field = asked && fieldsOf(asked).find((candidate) => candidate.id === id);
      return asked && field ? textOf(asked, field, value) : String(value);
    }),
  );
}
