/** The element in JSX: three lines make it known to Preact, and likewise to React. */
import type { QualiformAttributes } from '../../widget/host.d.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'qualiform-form': QualiformAttributes;
    }
  }
}

export const good = <qualiform-form form="crm-demo" language="pl" />;
// @ts-expect-error There is no such theme.
export const bad = <qualiform-form form="crm-demo" theme="purple" />;
