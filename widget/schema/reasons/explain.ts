/** The receipt of a score: every row of its ledger with the reason that sales reads. */
import type { Signals, Value } from '../../engine/input.ts';
import { dimensionLimits, type LedgerRow, type Score } from '../../engine/scoring.ts';
import { formLanguage } from '../definition.ts';
import type { Field, Form } from '../form.ts';
import { dimensionLabel, inFormLanguage } from './words.ts';

export interface Receipt extends Score {
  ledger: (LedgerRow & { why: string })[];
}

const fieldsOf = (form: Form): Field[] => form.steps.flatMap((step) => step.fields);

/** Explains a score by the version of the form that it was reached with. */
export function explain(form: Form, score: Score, signals: Signals): Receipt {
  return { ...score, ledger: score.ledger.map((row) => ({ ...row, why: whyOf(form, row, signals) })) };
}

/** Largest points and label of each dimension. */
export function dimensionsOf(form: Form) {
  const limits = dimensionLimits(form);
  return {
    limits: Object.fromEntries(limits),
    labels: Object.fromEntries([...limits.keys()].map((id) => [id, dimensionLabel(form, id)])),
  };
}

function whyOf(form: Form, { source, points }: LedgerRow, signals: Signals): string {
  const dot = source.indexOf('.');
  if (dot === -1) return ruleWhy(form, source);
  const [head, tail] = [source.slice(0, dot), source.slice(dot + 1)];
  if (head === 'cap') {
    const most = dimensionLimits(form).get(tail);
    const label = dimensionLabel(form, tail);
    return points < 0 ? `${label} counts ${most} at most` : `${label} counts 0 at least`;
  }
  if (head === 'signal') return signalWhy(form, tail, signals);
  const field = fieldsOf(form).find(({ id }) => id === head);
  return field ? answered(inFormLanguage(form, field.label), textOf(form, field, tail)) : source;
}

/** 'Your role: CEO', 'What do you need? A rebrand' */
const answered = (question: string, answer: string) =>
  `${question}${/[?？:.!]$/.test(question.trim()) ? '' : ':'} ${answer}`;

function ruleWhy(form: Form, id: string): string {
  const why = form.scoring?.rules?.find((rule) => rule.id === id)?.why;
  return why === undefined ? id : inFormLanguage(form, why);
}

function signalWhy(form: Form, id: string, signals: Signals): string {
  const signal = form.signals?.find((candidate) => candidate.id === id);
  if (!signal) return id;
  if (signal.why !== undefined) return inFormLanguage(form, signal.why);
  const times = signals[id]?.length ?? 0;
  const often = times === 1 ? 'once' : `${times} times`;
  return signal.page === undefined ? `${signal.event} ${often}` : `Viewed ${signal.page} ${often}`;
}

/** A country as the form's people call it; the code where nobody knows it. */
function countryName(form: Form, code: string): string {
  const names = new Intl.DisplayNames([formLanguage(form)], { type: 'region', fallback: 'code' });
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

/** An answer as a person reads it. */
export function textOf(form: Form, field: Field, value: Value): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') {
    const unit = 'unit' in field && field.unit !== undefined ? inFormLanguage(form, field.unit) : undefined;
    const currency = 'currency' in field ? field.currency : undefined;
    return [String(value), currency, unit].filter((part) => part !== undefined).join(' ');
  }
  if (field.type === 'country') return countryName(form, String(value));
  const named = (id: string) => {
    const option = 'options' in field ? field.options.find((candidate) => candidate.id === id) : undefined;
    return option ? inFormLanguage(form, option.label) : id;
  };
  return typeof value === 'string' ? named(value) : value.map(named).join(', ');
}
