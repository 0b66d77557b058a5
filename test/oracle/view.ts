/** What a condition of the reference may look at: answers so far, frozen facts, and perhaps score and stage. */
import type { Field, Form } from '../../widget/schema/form.ts';
import type { Answers, Value } from './answers.ts';
import { domainOf, fieldsOf, isFree } from './answers.ts';

export interface Score {
  total: number;
  dimensions: Record<string, number>;
  ledger: { source: string; dimension: string; points: number }[];
}

export interface View {
  form: Form;
  /** The fields on the path that stand before the condition. */
  fields: Field[];
  /** The answers of those fields. */
  answers: Answers;
  /** Answered, but only the server knows what. */
  known: string[];
  context: Record<string, unknown>;
  signals: Record<string, number[]>;
  score?: Score;
  stage?: string;
}

export const fieldNamed = (form: Form, id: string): Field | undefined =>
  fieldsOf(form).find((field) => field.id === id);

/** The value of a field or a fact; undefined where it is missing. */
export function factOf(view: View, name: string): Value | undefined {
  if (fieldNamed(view.form, name)) return view.answers.get(name);
  if (name === 'stage') return view.stage;
  if (name === 'score') return view.score?.total;
  if (name.startsWith('score.'))
    return own(view.score?.dimensions ?? {}, name.slice('score.'.length)) as number;
  if (name.startsWith('signal.')) return own(view.signals, name.slice('signal.'.length))?.length ?? 0;
  if (name.startsWith('email.')) return emailFact(view, name);
  const fact = own(view.context, name);
  // Visits are counted, every other fact is a text; what is neither was not said by any page.
  return typeof fact === (name.startsWith('visit.') ? 'number' : 'string') ? (fact as Value) : undefined;
}

/** Ruling 6: the first e-mail field on the path. */
function emailFact(view: View, name: string): Value | undefined {
  const first = view.fields.find((field) => field.type === 'email');
  const address = first && view.answers.get(first.id);
  if (typeof address !== 'string') return undefined;
  const domain = domainOf(address);
  if (name === 'email.domain') return domain;
  return name === 'email.free' ? isFree(domain) : undefined;
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
