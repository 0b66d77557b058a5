/** What is left of a lead once old submissions are gone: only what the others told. Pure. */
import type { Published } from '../forms/versions.ts';
import { answersOf, mergeAll } from '../leads/merge.ts';
import { type Person, personIn } from '../leads/person.ts';
import { judgeLead, type LeadRow, type SubmissionRow } from '../leads/receive.ts';

export interface Told {
  submission: SubmissionRow;
  /** The version that it was filled in on. */
  published: Published;
}

/**
 * Answers, name and score come from what remains, in the order that it came. The stage stays, as it always does, and so do the address,
 * by which the person is known, and the time of the last change: nothing has happened that sales should look at.
 */
export function remainsOf(lead: LeadRow, told: readonly [Told, ...Told[]]): LeadRow {
  const answers = mergeAll(told.map(({ submission }) => submission));
  const [basis] = [...told].reverse().sort((a, b) => Number(isComplete(b)) - Number(isComplete(a))) as [
    Told,
    ...Told[],
  ];
  const { published, submission } = basis;
  const { context, signals } = submission;
  const judgement = judgeLead({ published, context, signals }, answersOf(answers, published.form.id));
  const person: Person = { name: null, company: null, want: null };
  const learn = (found: Person) => {
    person.name = found.name ?? person.name;
    person.company = found.company ?? person.company;
    person.want = found.want ?? person.want;
  };
  for (const { submission, published } of told) learn(personIn(published.form, submission.answers));
  learn(personIn(published.form, judgement.path.answers));
  return {
    ...lead,
    ...person,
    verdict: judgement.stage,
    outcome: judgement.outcome,
    scoreTotal: judgement.score.total,
    score: judgement.score,
    disqualifiedBy: judgement.disqualifiedBy ?? null,
    formId: published.form.id,
    version: published.version,
    context,
    signals,
    complete: isComplete(basis),
    answers,
    revision: lead.revision + 1,
  };
}

const isComplete = ({ submission }: Told): boolean => submission.status === 'complete';
