/** Everything that is stored about one person, in words that the person understands. */
import type { Form } from '../../widget/schema/form.ts';
import { stageName } from '../../widget/schema/reasons/words.ts';
import type { Deed } from '../audit/queries.ts';
import type { Deps } from '../context.ts';
import { listNames } from '../endpoints/queries.ts';
import type { Held } from '../erasures/held.ts';
import { iso } from '../iso.ts';
import { listAnswers } from '../leads/merge.ts';
import { emailIn, emailKeyOf } from '../leads/person.ts';
import type { SubmissionRow } from '../leads/receive.ts';
import { findAllOf, listConsentsOf } from './queries.ts';
import { answered, describeSent, scoreOf } from './sent.ts';

export type Person = Awaited<ReturnType<typeof describePerson>>;

/** For the log: who took it out, and whose it was. */
export const personTaken = (who: Deed['who'], { lead }: Held, at: number): Deed => ({
  who,
  action: 'lead.export',
  // Of somebody who only ever was in quarantine there is nothing but an address, and the log holds none.
  target: lead?.id ?? '',
  at,
});

/** A lead, or nothing where there was only what was set aside. */
export async function describePerson(
  { store, versions, now }: Pick<Deps, 'store' | 'versions' | 'now'>,
  { keys, lead, family, aside, allowed }: Held,
) {
  const formOf = async (id: string, version: number): Promise<Form> => {
    const published = await versions.find(id, version);
    if (!published) throw new Error(`Version ${version} of form ${id} is gone.`);
    return published.form;
  };
  const basis = lead && (await formOf(lead.formId, lead.version));
  const found = await findAllOf(
    store.orm,
    family.map(({ id }) => id),
  );
  const withForms = (rows: readonly SubmissionRow[]) =>
    Promise.all(rows.map(async (row) => ({ row, form: await formOf(row.formId, row.version) })));
  // Somebody else's may name this person too: what it tells of that other one is not to be handed out.
  const ownAside = (await withForms(aside)).filter(({ row, form }) =>
    keys.includes(emailKeyOf(emailIn(form, row.answers) ?? '')),
  );
  const sent = [...(await withForms(found.submissions)), ...ownAside];
  const consents = await listConsentsOf(
    store.orm,
    sent.map(({ row }) => row.id),
  );

  const names = await listNames(
    store.orm,
    found.deliveries.map(({ target }) => target),
  );

  return {
    about: 'Everything that is stored about one person. Times are in UTC.',
    exportedAt: iso(now()),
    person: lead
      ? {
          id: lead.id,
          email: lead.email,
          name: lead.name,
          company: lead.company,
          wants: lead.want,
          firstSeen: iso(lead.createdAt),
          lastChange: iso(lead.updatedAt),
          saysTheVerdictIsAMistake: lead.appeal,
        }
      : null,
    standing:
      lead && basis
        ? {
            stage: stageName(lead.stage, basis),
            decidedBy: lead.stageBy === 'person' ? 'a person' : 'the score',
            inTheCareOf: lead.owner,
            ending: lead.outcome,
            ...scoreOf(basis, lead),
          }
        : null,
    answers: await Promise.all(
      listAnswers(lead?.answers ?? {}).map(async ({ form: id, field, value, version, at }) => ({
        ...answered(await formOf(id, version), field, value),
        form: id,
        at: iso(at),
      })),
    ),
    history: found.moves.map(({ from, to, by, why, at }) => ({
      from: from && basis ? stageName(from, basis) : from,
      to: basis ? stageName(to, basis) : to,
      by: by === 'score' ? 'the score' : by,
      why,
      at: iso(at),
    })),
    handovers: found.handovers.map(({ team, createdAt, dueAt, closedAt }) => ({
      team,
      at: iso(createdAt),
      toBeAnsweredBy: iso(dueAt),
      takenUpAt: closedAt === null ? null : iso(closedAt),
    })),
    submissions: sent.map(({ row, form }) => describeSent(form, row, consents)),
    alwaysLetIn: allowed.map(({ entry, by, at }) => ({ address: entry, by, at: iso(at) })),
    messages: found.messages.map(({ id: message, kind, createdAt, payload }) => ({
      about: kind,
      at: iso(createdAt),
      content: payload,
      sentTo: found.deliveries
        .filter(({ messageId }) => messageId === message)
        .map(({ channel, target, state, updatedAt }) => ({
          by: channel,
          to: names.get(target) ?? target,
          state,
          at: iso(updatedAt),
        })),
    })),
    knownBrowsers: found.tokens.map(({ formId, fields, expiresAt }) => ({
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
