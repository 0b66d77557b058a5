/** A lead beside the list. */
import { CloseIcon, ExpandIcon } from '../icons.tsx';
import { Missing } from '../Missing.tsx';
import { at, here } from '../router.ts';
import { Skeleton } from '../Skeleton.tsx';
import { TroubleBox } from '../TroubleBox.tsx';
import { LeadDetail, LeadHead } from './LeadDetail.tsx';
import { useLead } from './useLead.ts';

export function LeadPanel({ id }: { id: string }) {
  const { value: lead, trouble, reload } = useLead(id);
  return (
    <aside class="panel" aria-label="Lead">
      <div class="panel-bar">
        <a
          class="quiet-button"
          href={at(`leads/${id}`)}
          title="Open as its own page (o)"
          aria-label="Open as its own page"
        >
          <ExpandIcon />
        </a>
        <a class="quiet-button" href={here({ open: undefined })} title="Close (Esc)" aria-label="Close">
          <CloseIcon />
        </a>
      </div>
      {lead && (
        <>
          <LeadHead lead={lead} />
          <LeadDetail lead={lead} />
        </>
      )}
      {!lead && !trouble && <Skeleton lines={8} />}
      {!lead && trouble?.status === 404 && <Missing what="lead" />}
      {trouble && trouble.status !== 404 && <TroubleBox trouble={trouble} onRetry={reload} />}
    </aside>
  );
}
