/** A lead on a page of its own. */
import { BackIcon } from '../icons.tsx';
import { useKeys } from '../keys.ts';
import { Missing } from '../Missing.tsx';
import { at, go } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { useTitle } from '../title.ts';
import { EraseDialog } from './EraseDialog.tsx';
import { LeadDetail, LeadHead } from './LeadDetail.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { startMove } from './move.ts';
import { useLead } from './useLead.ts';

export function LeadPage({ id }: { id: string }) {
  const { value: lead, trouble, reload } = useLead(id);
  useTitle(lead?.name ?? lead?.email ?? 'Lead');
  useKeys('Lead', [
    { keys: 'e', says: 'Move to another stage', run: () => lead && startMove(lead) },
    { keys: 'Escape', says: 'Back to the list', run: () => go(at('leads')) },
  ]);
  if (!lead && trouble?.status === 404) return <Missing what="lead" />;
  return (
    <div class="page lead-page">
      <a class="back" href={at('leads')}>
        <BackIcon size={14} /> Leads
      </a>
      {trouble && <TroubleBox trouble={trouble} onRetry={reload} />}
      {!lead && !trouble && <Skeleton lines={8} />}
      {lead && (
        <>
          <LeadHead lead={lead} />
          <LeadDetail lead={lead} />
        </>
      )}
      <MoveDialog />
      <EraseDialog />
    </div>
  );
}
