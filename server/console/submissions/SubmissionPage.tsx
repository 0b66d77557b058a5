/** One submission as it was handed in: it never changes afterwards. */
import { api, ask } from '../api.ts';
import { BackIcon } from '../icons.tsx';
import { useKeys } from '../keys.ts';
import { Context } from '../leads/Context.tsx';
import { EraseDialog } from '../leads/EraseDialog.tsx';
import { Personal } from '../leads/Personal.tsx';
import { Receipt } from '../leads/Receipt.tsx';
import { StageChip } from '../leads/StageChip.tsx';
import { Missing } from '../Missing.tsx';
import { reasonLabel } from '../quarantine/words.ts';
import { useResource } from '../resource.ts';
import { at, go } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import type { Submission } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { moment } from '../time.ts';
import { useTitle } from '../title.ts';

export function SubmissionPage({ id }: { id: string }) {
  useTitle('Submission');
  const loaded = useResource(`submission ${id}`, () =>
    ask<Submission>(api.submissions[':id'].$get({ param: { id } })),
  );
  const { value: submission, trouble, reload } = loaded;
  const [where, back] = submission?.lead
    ? ['Lead', at(`leads/${submission.lead}`)]
    : submission?.quarantined
      ? ['Quarantine', at('quarantine')]
      : ['Leads', at('leads')];
  useKeys('Submission', [{ keys: 'Escape', says: 'Back', run: () => go(back) }]);
  if (trouble?.status === 404) return <Missing what="submission" />;
  return (
    <div class="page lead-page">
      <a class="back" href={back}>
        <BackIcon size={14} /> {where}
      </a>
      {trouble && <TroubleBox trouble={trouble} onRetry={reload} />}
      {!submission && !trouble && <Skeleton lines={8} />}
      {submission && <Whole submission={submission} />}
      <EraseDialog />
    </div>
  );
}

function Whole({ submission }: { submission: Submission }) {
  const { form, version, status, answers, dropped, context, score, stage, outcome, agrees } = submission;
  const { lead, email } = submission;
  return (
    <>
      <header class="lead-head">
        <h1>
          {form} v{version}
        </h1>
        <p class="lead-sub">
          <span>{moment(submission.createdAt)}</span>
          <span>{status}</span>
          <span class="mono">{submission.id}</span>
        </p>
        <div class="lead-state">
          <StageChip stage={stage} />
          {submission.quarantined && (
            <span class="warning-text">
              Set aside: {submission.reasons.map(reasonLabel).join('; ')}.{' '}
              <a href={at('quarantine')}>Quarantine</a>
            </span>
          )}
          {agrees === false && (
            <span class="muted">The browser had concluded something else; this is the server's verdict.</span>
          )}
        </div>
      </header>
      <div class="lead-detail">
        <section class="lead-receipt" aria-labelledby="receipt-title">
          <h2 id="receipt-title">Receipt</h2>
          <Receipt receipt={{ limits: {}, labels: {}, ...score }} />
        </section>
        <section class="lead-answers" aria-labelledby="answers-title">
          <h2 id="answers-title">Answers as sent</h2>
          <dl class="answers">
            {Object.entries(answers).map(([field, value]) => (
              <div key={field}>
                <dt>{field}</dt>
                <dd class="answer-text">{Array.isArray(value) ? value.join(', ') : String(value)}</dd>
              </div>
            ))}
          </dl>
          {dropped.length > 0 && <p class="muted">Off the path, so not kept: {dropped.join(', ')}</p>}
        </section>
        <section class="lead-context" aria-labelledby="context-title">
          <h2 id="context-title">Visit</h2>
          <Context context={context} form={form} version={version} outcome={outcome} />
        </section>
        {/* Whoever has a lead is asked about there. */}
        {lead === null && email !== null && <Personal whom={{ email }} />}
      </div>
    </>
  );
}
