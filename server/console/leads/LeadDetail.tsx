/** All that is known of a lead: the receipt, the answers, how it came here and what happened since. */
import { FlagIcon, MoveIcon } from '../icons.tsx';
import { may } from '../session.ts';
import type { Lead } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { Answers } from './Answers.tsx';
import { Consents } from './Consents.tsx';
import { Context } from './Context.tsx';
import { History } from './History.tsx';
import { Due } from './LeadTable.tsx';
import { startMove } from './move.ts';
import { Personal } from './Personal.tsx';
import { Receipt } from './Receipt.tsx';
import { StageChip } from './StageChip.tsx';
import { Told } from './Told.tsx';

export function LeadHead({ lead }: { lead: Lead }) {
  const name = lead.name ?? lead.email ?? 'Not named yet';
  return (
    <header class="lead-head">
      <h1>{name}</h1>
      <p class="lead-sub">
        {lead.name && lead.email && <span>{lead.email}</span>}
        {lead.company && <span>{lead.company}</span>}
        <span>
          first seen <Time at={lead.createdAt} />
        </span>
      </p>
      <div class="lead-state">
        <StageChip stage={lead.stage} kind={lead.kind} />
        {lead.handover && (
          <span class="lead-due">
            to be answered <Due at={lead.handover.dueAt} />
          </span>
        )}
        {lead.owner && <span class="muted">with {lead.owner}</span>}
        {may('leads:write') && (
          <button type="button" class="button" onClick={() => startMove(lead)}>
            <MoveIcon size={14} /> Move <kbd>e</kbd>
          </button>
        )}
      </div>
      {lead.appeal && (
        <p class="appeal">
          <FlagIcon size={15} />
          <span>
            <strong>Says the verdict is a mistake.</strong> Look at the answers, then move the lead or leave
            it.
          </span>
        </p>
      )}
    </header>
  );
}

export function LeadDetail({ lead }: { lead: Lead }) {
  return (
    <div class="lead-detail">
      <section class="lead-receipt" aria-labelledby="receipt-title">
        <h2 id="receipt-title">Receipt</h2>
        <Receipt receipt={lead.score} would={lead.would} />
      </section>
      <section class="lead-answers" aria-labelledby="answers-title">
        <h2 id="answers-title">Answers</h2>
        <Answers answered={lead.answered} />
      </section>
      <section class="lead-history" aria-labelledby="history-title">
        <h2 id="history-title">History</h2>
        <History history={lead.history} kind={lead.kind} />
      </section>
      <section class="lead-context" aria-labelledby="context-title">
        <h2 id="context-title">Visit</h2>
        <Context
          context={lead.context}
          firstTouch={lead.firstTouch}
          form={lead.form}
          version={lead.version}
          outcome={lead.outcome}
        />
      </section>
      <Told deliveries={lead.deliveries} />
      <Consents submissions={lead.submissions} />
      <Personal lead={lead} />
    </div>
  );
}
