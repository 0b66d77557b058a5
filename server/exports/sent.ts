/** One submission in words that the person who sent it understands. Pure. */
import type { Signals, Value } from '../../widget/engine/input.ts';
import type { Form } from '../../widget/schema/form.ts';
import { explain, textOf } from '../../widget/schema/reasons/explain.ts';
import { factName } from '../../widget/schema/reasons/facts.ts';
import { dimensionLabel, inFormLanguage, stageName } from '../../widget/schema/reasons/words.ts';
import { iso } from '../iso.ts';
import type { LeadRow, SubmissionRow } from '../leads/receive.ts';
import type { Consent } from './queries.ts';

export const describeSent = (form: Form, sent: SubmissionRow, consents: readonly Consent[]) => ({
  id: sent.id,
  form: inFormLanguage(form, form.title),
  version: sent.version,
  complete: sent.status === 'complete',
  sentAt: iso(sent.createdAt),
  lastChange: iso(sent.updatedAt),
  setAside: sent.quarantined,
  signsOfARobot: sent.reasons.map((reason) => reason.replaceAll('_', ' ')),
  answers: Object.entries(sent.answers).map(([field, value]) => answered(form, field, value)),
  consents: consents
    .filter(({ submissionId }) => submissionId === sent.id)
    .map(({ text, version, at }) => ({ text, version, at: iso(at) })),
  visit: Object.entries(sent.context).map(([name, value]) => ({ what: wordsOf(name), value })),
  behaviour: behaviourOf(form, sent.signals),
  verdict: stageName(sent.stage, form),
  ending: sent.outcome,
  ...scoreOf(form, sent),
});

export function answered(form: Form, id: string, value: Value) {
  const field = form.steps.flatMap((step) => step.fields).find((candidate) => candidate.id === id);
  return field
    ? { question: inFormLanguage(form, field.label), answer: textOf(form, field, value) }
    : { question: id, answer: String(value) };
}

export function scoreOf(form: Form, { score, signals }: Pick<LeadRow | SubmissionRow, 'score' | 'signals'>) {
  const { total, ledger } = explain(form, score, signals);
  return {
    score: total,
    reasons: ledger.map(({ dimension, points, why }) => ({
      of: dimensionLabel(form, dimension),
      points,
      why,
    })),
  };
}

/** 'Landed on', 'Landed on, at the first visit' */
const wordsOf = (name: string): string =>
  name.startsWith('first.') ? `${factName(name.slice(6)).words}, at the first visit` : factName(name).words;

const behaviourOf = (form: Form, signals: Signals) =>
  Object.entries(signals).map(([id, ages]) => {
    const signal = form.signals?.find((candidate) => candidate.id === id);
    return { what: signal?.page ?? signal?.event ?? id, daysBefore: ages };
  });
