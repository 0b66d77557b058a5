/** Accepts a submission: reads what is there, decides, and writes everything as one list. Nothing is answered before the commit. */
import type { KeyObject } from 'node:crypto';
import type { Signals } from '../../widget/engine/input.ts';
import type { Judgement } from '../../widget/engine/qualify.ts';
import { formLanguage } from '../../widget/schema/definition.ts';
import type { Form } from '../../widget/schema/form.ts';
import type { Label } from '../admission/reasons.ts';
import type { Deps } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { defaultWorkspace } from '../db/store.ts';
import { type News, tell } from '../deliveries/news.ts';
import { isErased } from '../erasures/queries.ts';
import type { Published } from '../forms/versions.ts';

import { countOne } from '../health/counts.ts';
import { newId } from '../ids.ts';
import { emailIn, emailKeyOf } from '../leads/person.ts';
import { type Basis, type LeadRow, receive, type SubmissionRow } from '../leads/receive.ts';
import { findTarget, type Target } from '../leads/target.ts';
import { type Refusal, tryLater } from '../problem.ts';
import { bindToken, findVisitor, knownFields, type Visitor } from '../visitors/known.ts';
import { tokenFor } from '../visitors/tokens.ts';
import { judgeSubmission } from './judge.ts';
import { invalid, knownSignals, type Parsed } from './parse.ts';
import { findSubmission } from './queries.ts';
import { type Reply, replyTo } from './reply.ts';
import { completed, consentsIn } from './writes.ts';

type Accepting = Pick<Deps, 'store' | 'versions' | 'now' | 'secret' | 'inTurn' | 'counts'>;

/** How a submission came in. */
export interface Arrival {
  language: string | undefined;
  label: Label;
  /** What counts it, to be committed with it. */
  counted: readonly Write[];
}
export type Accepted = { status: 200 | 201; reply: Reply } | Refusal;

/** Somebody else may be quicker again and again, but not this often. */
const mostTries = 8;

export async function accept(
  deps: Accepting,
  published: Published,
  sent: Parsed,
  arrival: Arrival,
): Promise<Accepted> {
  const attempt = () => tryToAccept(deps, published, sent, arrival);
  const first = await attempt();
  if (first) return first;
  if (await isErased(deps.store.orm, sent.id)) return erased;
  // A crowd on one lead would overtake each other time and again; those who lost once go one by one.
  return deps.inTurn(async () => {
    for (let tries = 1; tries < mostTries; tries += 1) {
      const result = await attempt();
      if (result) return result;
    }
    return tryLater;
  });
}

/** One attempt: undefined if somebody else was quicker, so that what was read no longer holds. */
async function tryToAccept(
  deps: Accepting,
  published: Published,
  sent: Parsed,
  { language: asked, label, counted }: Arrival,
): Promise<Accepted | undefined> {
  const { store, now, secret } = deps;
  const { form, version } = published;

  const former = await findSubmission(store.orm, sent.id);
  if (former) {
    if (former.bodyHash === sent.hash && former.formId === form.id) return replay(former, secret);
    if (former.formId !== form.id || former.status === 'complete') return keyReused;
  }

  const at = now();
  const visitor = await findVisitor(store.orm, sent.visitor, form.id, at);
  const known = (visitor?.fields ?? []).filter((id) => !Object.hasOwn(sent.answers, id));
  const signals = knownSignals(
    sent.signals,
    published.compiled.signals.map(({ id }) => id),
  );
  const judged = judgeSubmission(published, { ...sent, signals }, known);
  if (judged.faults) return invalid(judged.faults);

  const complete = sent.status === 'complete';
  const token = tokenFor(secret, sent.id);
  const language = asked ?? String(sent.context.language ?? formLanguage(form));
  const told = { id: sent.id, form, version, status: sent.status, language, ...judged };
  const submission = rowOf(sent, { ...judged, known, signals, former, at, label, reply: replyTo(told) });

  const writes: Write[] = [];
  // What is set aside touches no lead; whoever sent it is answered as everybody is.
  const received = label.quarantined
    ? undefined
    : await receiveLead(deps, published, { submission, former, byToken: visitor?.lead }, writes);
  if (complete) {
    const fields = knownFields(form, submission.answers, received?.lead, visitor);
    submission.reply = replyTo({ ...told, known: fields });
    if (received) writes.push(...tidings(form, submission, { ...received, fields, token }));
  }
  // The submission points to its lead, so it comes after it; and consents point to the submission.
  if (former) writes.push(['changeSubmission', { ...submission, formerHash: former.bodyHash }]);
  else writes.push(['addSubmission', submission], ['refuseErased', { id: sent.id }]);
  if (former) writes.push(['clearConsents', { submissionId: sent.id }]);
  writes.push(...consentsIn(form, submission, language), ...counted);

  if (!(await store.commit(writes))) return undefined;
  countOne(deps.counts.submissions, `form="${form.id}",status="${sent.status}"`);
  return { status: former ? 200 : 201, reply: withToken(submission, token) };
}

interface Reached {
  judgement: Judgement;
  dropped: string[];
  known: string[];
  signals: Signals;
  former: SubmissionRow | undefined;
  at: number;
  label: Label;
  reply: Reply;
}

/** A submission as it is stored. Whatever the browser claimed of its verdict is only compared. */
function rowOf(
  sent: Parsed,
  { judgement, dropped, known, signals, former, at, label, reply }: Reached,
): SubmissionRow {
  return {
    id: sent.id,
    workspaceId: defaultWorkspace,
    formId: reply.form,
    version: sent.version,
    status: sent.status,
    answers: judgement.path.answers,
    context: sent.context,
    signals,
    known,
    dropped,
    stage: judgement.stage,
    outcome: judgement.outcome,
    score: judgement.score,
    disqualifiedBy: judgement.disqualifiedBy ?? null,
    agrees: sent.verdict ? Number(isSame(sent.verdict, judgement)) : null,
    bodyHash: sent.hash,
    reply,
    leadId: former?.leadId ?? null,
    createdAt: former?.createdAt ?? at,
    updatedAt: at,
    ...label,
  };
}

/** What follows from a complete submission of somebody: the browser is known by its token, and the world is told. */
export const tidings = (
  form: Form,
  submission: SubmissionRow,
  { token, news, ...visitor }: Visitor & Belonging & { token: string },
): Write[] => [
  bindToken(form, token, visitor, submission.updatedAt),
  tell(visitor.lead, [...news, completed(submission)], submission.updatedAt),
];

/** Whose a submission is, and what there is to tell of that. */
interface Belonging {
  lead: LeadRow;
  news: News[];
}

interface Arrived {
  submission: SubmissionRow;
  former: SubmissionRow | undefined;
  byToken: LeadRow | undefined;
}

/** Finds whose submission it is and what it changes; nobody yet, where somebody has only begun and gave no address. */
export async function receiveLead(
  deps: Pick<Accepting, 'store' | 'versions'>,
  published: Published,
  { submission, former, byToken }: Arrived,
  writes: Write[],
): Promise<Belonging | undefined> {
  const email = emailIn(published.form, submission.answers);
  const isSomebody = submission.status === 'complete' || email !== undefined || byToken || former?.leadId;
  if (!isSomebody) return undefined;
  const found = await findTarget(deps.store.orm, {
    submission: submission.id,
    workspace: submission.workspaceId,
    emailKey: email === undefined ? undefined : emailKeyOf(email),
    byToken,
    former,
  });
  const basis = await findBasis(deps, { published, submission }, found);
  const { writes: own, ...received } = receive({
    submission,
    published,
    ...found,
    basis,
    now: submission.updatedAt,
    newId,
  });
  writes.push(...own);
  submission.leadId = received.lead.id;
  return received;
}

const keyReused: Refusal = {
  status: 422,
  code: 'key_reused',
  detail: 'This id already belongs to a submission with another body.',
  remedy: 'Make a new id for a new submission.',
};

/** Gone for good (410), so that a browser that still has it ceases to send it. Whoever fills the form in anew has a new id. */
const erased: Refusal = {
  status: 410,
  code: 'erased',
  detail: 'This submission was erased at the wish of the person who sent it.',
  remedy: 'Do not send it again. Make a new id for a new submission.',
};

/** The latest complete submission is what a lead is judged by; where there is none, the latest at all. */
async function findBasis(
  { versions }: Pick<Accepting, 'versions'>,
  { published, submission }: { published: Published; submission: SubmissionRow },
  { target, absorbed }: Target,
): Promise<Basis> {
  const { context, signals } = submission;
  const complete = submission.status === 'complete';
  const former = complete ? undefined : [target, ...absorbed].find((lead) => lead?.complete);
  const version = former && (await versions.find(former.formId, former.version));
  return former && version
    ? { published: version, context: former.context, signals: former.signals, complete: true }
    : { published, context, signals, complete };
}

const isSame = (
  verdict: { stage: string; outcome: string; score: number },
  judgement: { stage: string; outcome: string; score: { total: number } },
) =>
  verdict.stage === judgement.stage &&
  verdict.outcome === judgement.outcome &&
  verdict.score === judgement.score.total;

const withToken = ({ status, reply }: SubmissionRow, token: string): Reply =>
  status === 'complete' ? { ...reply, visitor: token } : reply;

const replay = (former: SubmissionRow, secret: KeyObject): Accepted => ({
  status: 200,
  reply: withToken(former, tokenFor(secret, former.id)),
});
