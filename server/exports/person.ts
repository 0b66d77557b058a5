/** Everything that is stored about one person, in words that the person understands. */
import type { Signals, Value } from '../../widget/engine/input.ts';
import type { Form } from '../../widget/schema/form.ts';
import { explain, textOf } from '../../widget/schema/reasons/explain.ts';
import { factName } from '../../widget/schema/reasons/facts.ts';
import { dimensionLabel, inFormLanguage, stageName } from '../../widget/schema/reasons/words.ts';
import type { Deps } from '../context.ts';
import { listNames } from '../endpoints/queries.ts';
import { listFamily } from '../erasures/queries.ts';
import { iso } from '../iso.ts';
import { listAnswers } from '../leads/merge.ts';
import type { LeadRow, SubmissionRow } from '../leads/receive.ts';
import { findAllOf } from './queries.ts';

export type Person = Awaited<ReturnType<typeof describePerson>>;

export async function describePerson(
  { store, versions, now }: Pick<Deps, 'store' | 'versions' | 'now'>,
  lead: LeadRow,
) {
  const formOf = async (id: string, version: number): Promise<Form> => {
    const published = await versions.find(id, version);
    if (!published) throw new Error(`Version ${version} of form ${id} is gone.`);
    return published.form;
  };
  const own = await formOf(lead.formId, lead.version);
  const family = await listFamily(store.orm, lead);
  const held = await findAllOf(
    store.orm,
    family.map(({ id }) => id),
  );

  const names = await listNames(
    store.orm,
    held.deliveries.map(({ target }) => target),
  );

  return {
    about: 'Everything that is stored about one person. Times are in UTC.',
    exportedAt: iso(now()),
    person: {
      id: lead.id,
      email: lead.email,
      name: lead.name,
      company: lead.company,
      wants: lead.want,
      firstSeen: iso(lead.createdAt),
      lastChange: iso(lead.updatedAt),
      saysTheVerdictIsAMistake: lead.appeal,
    },
    standing: {
      stage: stageName(lead.stage, own),
      decidedBy: lead.stageBy === 'person' ? 'a person' : 'the score',
      inTheCareOf: lead.owner,
      ending: lead.outcome,
      ...scoreOf(own, lead),
    },
    answers: await Promise.all(
      listAnswers(lead.answers).map(async ({ form: id, field, value, version, at }) => ({
        ...answered(await formOf(id, version), field, value),
        form: id,
        at: iso(at),
      })),
    ),
    history: held.moves.map(({ from, to, by, why, at }) => ({
      from: from && stageName(from, own),
      to: stageName(to, own),
      by: by === 'score' ? 'the score' : by,
      why,
      at: iso(at),
    })),
    handovers: held.handovers.map(({ team, createdAt, dueAt, closedAt }) => ({
      team,
      at: iso(createdAt),
      toBeAnsweredBy: iso(dueAt),
      takenUpAt: closedAt === null ? null : iso(closedAt),
    })),
    submissions: await Promise.all(
      held.submissions.map(async (sent) => {
        const form = await formOf(sent.formId, sent.version);
        const proofs = held.consents.filter(({ submissionId }) => submissionId === sent.id);
        return {
          id: sent.id,
          form: inFormLanguage(form, form.title),
          version: sent.version,
          complete: sent.status === 'complete',
          sentAt: iso(sent.createdAt),
          lastChange: iso(sent.updatedAt),
          answers: Object.entries(sent.answers).map(([field, value]) => answered(form, field, value)),
          consents: proofs.map(({ text, version, at }) => ({ text, version, at: iso(at) })),
          visit: Object.entries(sent.context).map(([name, value]) => ({ what: wordsOf(name), value })),
          behaviour: behaviourOf(form, sent.signals),
          verdict: stageName(sent.stage, form),
          ending: sent.outcome,
          ...scoreOf(form, sent),
        };
      }),
    ),
    messages: [...held.messages, ...held.waiting].map(({ id: message, kind, createdAt, payload }) => ({
      about: kind,
      at: iso(createdAt),
      content: payload,
      sentTo: held.deliveries
        .filter(({ messageId }) => messageId === message)
        .map(({ channel, target, state, updatedAt }) => ({
          by: channel,
          to: names.get(target) ?? target,
          state,
          at: iso(updatedAt),
        })),
    })),
    knownBrowsers: held.tokens.map(({ formId, fields, expiresAt }) => ({
      form: formId,
      questionsNotAskedAgain: fields,
      until: iso(expiresAt),
    })),
    earlierRecords: family.slice(1).map(({ id, email, name, company, createdAt, answers }) => ({
      id,
      email,
      name,
      company,
      firstSeen: iso(createdAt),
      answers: listAnswers(answers).map(({ field, value, at }) => ({ question: field, value, at: iso(at) })),
    })),
  };
}

function answered(form: Form, id: string, value: Value) {
  const field = form.steps.flatMap((step) => step.fields).find((candidate) => candidate.id === id);
  return field
    ? { question: inFormLanguage(form, field.label), answer: textOf(form, field, value) }
    : { question: id, answer: String(value) };
}

function scoreOf(form: Form, { score, signals }: Pick<LeadRow | SubmissionRow, 'score' | 'signals'>) {
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
