/** What is known of a lead: the latest answer to each question of all its submissions, and where it came from. */
import type { Answers, Value } from '../../widget/engine/input.ts';

export interface HeldAnswer {
  value: Value;
  version: number;
  submission: string;
  /** When it was given, in milliseconds. */
  at: number;
}

/** By form, then by field. Field ids belong to their form, so equal ones of two forms are two questions. */
export type LeadAnswers = Record<string, Record<string, HeldAnswer>>;

/** The part of a submission that counts here. */
export interface Source {
  id: string;
  formId: string;
  version: number;
  answers: Answers;
  updatedAt: number;
}

/** Puts the answers of a later submission over what is held. */
export function mergeAnswers(held: LeadAnswers, from: Source): LeadAnswers {
  const own: Record<string, HeldAnswer> = { ...(Object.hasOwn(held, from.formId) ? held[from.formId] : {}) };
  for (const [field, value] of Object.entries(from.answers))
    own[field] = { value, version: from.version, submission: from.id, at: from.updatedAt };
  return { ...held, [from.formId]: own };
}

/** What is known from a number of submissions, in whatever order they come. */
export function mergeAll(sources: readonly Source[]): LeadAnswers {
  return [...sources]
    .sort((a, b) => a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1))
    .reduce(mergeAnswers, {} as LeadAnswers);
}

/** The held answers to the questions of one form. */
export function answersOf(held: LeadAnswers, form: string): Record<string, Value> {
  const own = Object.hasOwn(held, form) ? (held[form] ?? {}) : {};
  return Object.fromEntries(Object.entries(own).map(([field, { value }]) => [field, value]));
}

/** Every held answer, the latest first. */
export function listAnswers(held: LeadAnswers): (HeldAnswer & { form: string; field: string })[] {
  return Object.entries(held)
    .flatMap(([form, own]) => Object.entries(own).map(([field, answer]) => ({ form, field, ...answer })))
    .sort((a, b) => b.at - a.at);
}

/** The answers by field id; of equal ids in two forms the later answer stands. */
export function latestAnswers(held: LeadAnswers): Record<string, Value> {
  const latest: Record<string, Value> = {};
  for (const { field, value } of listAnswers(held)) if (!Object.hasOwn(latest, field)) latest[field] = value;
  return latest;
}
