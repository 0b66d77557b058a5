/** What a plain form sent, as the answers that a submission has. */
import { createHash } from 'node:crypto';
import { adsIn } from '../../widget/engine/ads.ts';
import { fitFact } from '../../widget/engine/facts.ts';
import type { Context } from '../../widget/engine/input.ts';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { FieldType } from '../../widget/schema/form.ts';
import type { Served } from '../../widget/served.ts';
import { readNumber } from '../../widget/wording/number.ts';

type Read = (texts: readonly string[], language: string) => unknown;

const one: Read = ([text]) => text;
/** What is no number stays the text that was typed, so that it can be shown and put right. */
const number: Read = ([text = ''], language) => readNumber(text, language);

/** One row a field type: how the texts of its inputs become an answer. */
const readers: { [T in FieldType]: Read } = {
  text: one,
  longtext: one,
  email: one,
  phone: one,
  url: one,
  number,
  range: number,
  choice: one,
  choices: (texts) => texts.filter((text) => text !== ''),
  dropdown: one,
  country: one,
  date: one,
  rating: number,
  consent: ([text]) => text === 'true',
  hidden: one,
};

export interface Sent {
  answers: Record<string, unknown>;
  /** As they were sent, by field id. */
  values: Map<string, readonly string[]>;
}

const isBlank = (texts: readonly string[]) => texts.every((text) => text.trim() === '');

/** Reads the fields of a form; what is empty is not answered, and what the form does not ask is passed over. */
export function readSent(form: Served, sent: URLSearchParams): Sent {
  const values = new Map<string, readonly string[]>();
  const answers: Record<string, unknown> = {};
  for (const field of form.steps.flatMap((step) => step.fields)) {
    const texts = sent.getAll(field.id);
    if (!isOpen(field) || isBlank(texts)) continue;
    values.set(field.id, texts);
    answers[field.id] = readers[field.type](texts, form.language);
  }
  return { answers, values };
}

/** A hidden field has no input: nobody filled it in, unless the form lets a page do so. */
const isOpen = ({ type, prefill }: DefinitionField) => type !== 'hidden' || prefill === true;

/** Facts that a browser tells by itself: the page that the form stood on, with its campaign. */
export function readContext(form: Served, referrer: string | undefined): Context {
  const context: Record<string, string> = { language: form.language };
  if (referrer === undefined || !URL.canParse(referrer)) return context;
  const { pathname, search } = new URL(referrer);
  const path = fitFact('page.path', pathname);
  return { ...context, ...(path !== undefined && { 'page.path': path }), ...adsIn(search) };
}

const day = 86_400_000;

/**
 * An id for what has none, since nothing could make one in the page: a UUIDv7 of the day (UTC) and of what was sent. The same
 * answers on the same day are one submission, so that a second click or a reload makes no second one.
 */
export function idOf(form: Served, sent: Sent, now: number): string {
  const time = Math.floor(now / day) * day;
  const stamp = time.toString(16).padStart(12, '0');
  const told = JSON.stringify([form.id, form.version, stamp, [...sent.values]]);
  const hash = createHash('sha256').update(told).digest('hex');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
