/** The secret of a webhook, this once. */
import { CopyField } from '../CopyField.tsx';

export function Secret({ secret }: { secret: string }) {
  return (
    <>
      <p>
        Each message is signed with this secret. Copy it now, to whoever receives the messages: it is never
        shown again.
      </p>
      <CopyField label="Secret" text={secret} />
    </>
  );
}
