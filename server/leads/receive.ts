/** What a submission does to its lead: the lead as it is then, and everything that must be written with it. Pure. */
import { cleanAnswers } from '../../widget/engine/answers.ts';
import type { Context, Signals } from '../../widget/engine/input.ts';
import { type Judgement, judge } from '../../widget/engine/qualify.ts';
import { disqualifiedWhy, scoreInWords, stageName } from '../../widget/schema/reasons/words.ts';
import type { leads } from '../db/schema/leads.ts';
import type { submissions } from '../db/schema/submissions.ts';
import type { Write } from '../db/statements.ts';
import { happened, type News } from '../deliveries/news.ts';
import type { Published } from '../forms/versions.ts';
import { answersOf, mergeAll, mergeAnswers, type Source } from './merge.ts';
import { emailIn, emailKeyOf, personIn } from './person.ts';
import { needsHandover, nextStage, type Stage, stageOf } from './stages.ts';

export type LeadRow = typeof leads.$inferSelect;
export type SubmissionRow = typeof submissions.$inferSelect;

/** What a lead is judged by: a version of a form, and the facts that came with a submission to it. */
export interface Basis {
  published: Published;
  context: Context;
  signals: Signals;
  complete: boolean;
}

export interface Received {
  submission: SubmissionRow;
  /** The version that the submission was filled in on. */
  published: Published;
  /** The lead that it belongs to, if there is one already. */
  target: LeadRow | undefined;
  /** Leads that turn out to be the same person. */
  absorbed: LeadRow[];
  /** Every other submission of these leads, where the answers have to be put together anew. */
  sources: Source[] | undefined;
  basis: Basis;
  /** Whether the lead waits for sales already. */
  waiting: boolean;
  now: number;
  newId: () => string;
}

const handoverTime = 24 * 60 * 60 * 1000;

/** `news` is what there is to tell of a complete submission beside that it came. */
export function receive(received: Received): { lead: LeadRow; writes: Write[]; news: News[] } {
  const { submission, published, target, absorbed, sources, basis, waiting, now, newId } = received;
  const { form } = basis.published;
  const answers = sources
    ? mergeAll([...sources, submission])
    : mergeAnswers(target?.answers ?? {}, submission);
  const judgement = judgeLead(basis, answersOf(answers, form.id));
  const sqlBy = form.qualify?.sqlBy ?? 'score';
  const complete = submission.status === 'complete';
  const reached: Stage | undefined = complete
    ? nextStage(target, stageOf(judgement.stage, sqlBy))
    : target
      ? undefined
      : 'lead';
  const email = emailIn(published.form, submission.answers);
  const person = personIn(form, judgement.path.answers);

  const lead: LeadRow = {
    id: target?.id ?? newId(),
    workspaceId: submission.workspaceId,
    email: email ?? target?.email ?? null,
    emailKey: email === undefined ? (target?.emailKey ?? null) : emailKeyOf(email),
    name: person.name ?? target?.name ?? null,
    company: person.company ?? target?.company ?? null,
    want: person.want ?? target?.want ?? null,
    stage: reached ?? target?.stage ?? 'lead',
    stageBy: reached ? 'score' : (target?.stageBy ?? 'score'),
    verdict: judgement.stage,
    outcome: judgement.outcome,
    scoreTotal: judgement.score.total,
    score: judgement.score,
    disqualifiedBy: judgement.disqualifiedBy ?? null,
    formId: form.id,
    version: basis.published.version,
    context: basis.context,
    signals: basis.signals,
    complete: basis.complete,
    answers,
    owner: target?.owner ?? null,
    appeal: target?.appeal ?? false,
    mergedInto: null,
    revision: (target?.revision ?? 0) + 1,
    createdAt: target?.createdAt ?? now,
    updatedAt: now,
  };

  const writes: Write[] = absorbed.flatMap((other) => absorb(other, lead.id, now));
  writes.push(target ? ['changeLead', { ...lead, formerRevision: target.revision }] : ['addLead', lead]);
  const news: News[] = [];

  if (reached) {
    const why = complete ? moveWhy(basis, judgement, reached) : 'First answers, not sent yet';
    const move = { from: target?.stage ?? null, to: reached, by: 'score', why, at: now };
    writes.push(['addMove', { id: newId(), leadId: lead.id, ...move }]);
    // Somebody who has only begun is nobody's news yet.
    if (complete) news.push(happened('lead.stage_changed', { move }));
  }
  const after = { stage: lead.stage, moved: reached !== undefined, waiting };
  if (complete && needsHandover(judgement.stage, sqlBy, after)) {
    const team = form.outcomes.find(({ id }) => id === judgement.outcome)?.assign ?? null;
    const dueAt = now + handoverTime;
    writes.push([
      'addHandover',
      { id: newId(), leadId: lead.id, team, dueAt, createdAt: now, closedAt: null },
    ]);
    news.push(happened('lead.handover', { team, dueAt }));
  }
  return { lead, writes, news };
}

/** Judges a lead by everything known of it; what is off the path by now, or no answer any more, does not count. */
export function judgeLead(
  { published, context, signals }: Omit<Basis, 'complete'>,
  known: Record<string, unknown>,
): Judgement {
  const { compiled } = published;
  return judge(compiled, { answers: cleanAnswers(compiled.fields, known).answers, context, signals });
}

/** The other lead stays as a signpost; its submissions and tokens go over. */
const absorb = (other: LeadRow, into: string, now: number): Write[] => [
  [
    'changeLead',
    {
      ...other,
      emailKey: null,
      mergedInto: into,
      revision: other.revision + 1,
      updatedAt: now,
      formerRevision: other.revision,
    },
  ],
  ['moveSubmissions', { from: other.id, to: into }],
  ['moveTokens', { from: other.id, to: into }],
  ['closeHandovers', { leadId: other.id, closedAt: now }],
];

function moveWhy({ published }: Basis, judgement: Judgement, to: Stage): string {
  const { form } = published;
  if (to === 'disqualified') return disqualifiedWhy(form, judgement.disqualifiedBy);
  const score = scoreInWords(form, judgement.score);
  if (to === 'lead') {
    return form.qualify?.mql || form.qualify?.sql
      ? `${score}, below the line for ${stageName('mql', form)}`
      : score;
  }
  if (judgement.stage === 'sql' && to === 'mql')
    return `${score} reached the line for ${stageName('sql', form)}; sales decides`;
  return `${score} reached the line for ${stageName(to, form)}`;
}
