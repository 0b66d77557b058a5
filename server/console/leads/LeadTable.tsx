/** The list itself: one line a lead. On a phone each line folds into two. */

import { now } from '../clock.ts';
import { AlertIcon, FlagIcon } from '../icons.tsx';
import { go, here } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import type { LeadRow } from '../shapes.ts';
import { Time } from '../Time.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { due, moment } from '../time.ts';
import { fresh, loadingMore, loadMore, next, refresh, rows, trouble } from './list.ts';
import { NoLeads } from './NoLeads.tsx';
import { ScoreBar } from './ScoreBar.tsx';
import { StageChip } from './StageChip.tsx';

interface Props {
  open: string | undefined;
  filtered: boolean;
}

const columns = ['Score', 'Stage', 'Who', 'Company', 'Wants', 'Form', 'Due', 'Owner', 'When'];

export function LeadTable({ open, filtered }: Props) {
  const list = rows.value;
  if (!list && trouble.value) return <TroubleBox trouble={trouble.value} onRetry={() => void refresh()} />;
  if (!list) return <Skeleton lines={9} />;
  if (list.length === 0) return <NoLeads filtered={filtered} />;
  return (
    <div class="lead-list" tabIndex={-1}>
      {trouble.value && <TroubleBox trouble={trouble.value} onRetry={() => void refresh()} />}
      <table class="lead-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" class={`col-${column.toLowerCase()}`}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.map((lead) => (
            <Line key={lead.id} lead={lead} isOpen={lead.id === open} isFresh={fresh.value.has(lead.id)} />
          ))}
        </tbody>
      </table>
      {next.value !== null && (
        <p class="more">
          <button type="button" class="button" disabled={loadingMore.value} onClick={() => void loadMore()}>
            {loadingMore.value ? 'Loading…' : 'Load more'}
          </button>
        </p>
      )}
    </div>
  );
}

function Line({ lead, isOpen, isFresh }: { lead: LeadRow; isOpen: boolean; isFresh: boolean }) {
  const address = here({ open: lead.id });
  const name = lead.name ?? lead.email ?? 'Not named yet';
  return (
    <tr
      class={`lead-line${isOpen ? ' is-open' : ''}${isFresh ? ' is-fresh' : ''}`}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button')) return;
        if (getSelection()?.isCollapsed !== false) go(address);
      }}
    >
      <td class="col-score">
        <ScoreBar score={lead.score} />
      </td>
      <td class="col-stage">
        <StageChip stage={lead.stage} kind={lead.kind} />
      </td>
      <td class="col-who">
        <a href={address} data-lead={lead.id} aria-current={isOpen ? 'true' : undefined}>
          {name}
        </a>
        {lead.name && lead.email && <span class="muted who-email">{lead.email}</span>}
        {lead.appeal && (
          <span class="appeal-mark" title="Says the verdict is a mistake">
            <FlagIcon size={13} />
            <span class="unseen">, says the verdict is a mistake</span>
          </span>
        )}
      </td>
      <td class="col-company">{lead.company}</td>
      <td class="col-wants">{lead.want}</td>
      <td class="col-form">{lead.form}</td>
      <td class="col-due">{lead.handover && <Due at={lead.handover.dueAt} />}</td>
      <td class="col-owner">{lead.owner}</td>
      <td class="col-when">
        <Time at={lead.createdAt} />
      </td>
    </tr>
  );
}

export function Due({ at }: { at: string }) {
  const { words, over } = due(at, now.value);
  return (
    <time class={over ? 'due is-over' : 'due'} dateTime={at} title={`To be answered by ${moment(at)}`}>
      {over && <AlertIcon size={13} />}
      {words}
    </time>
  );
}
