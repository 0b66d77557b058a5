/** Asks before a form with unsaved changes is left, whether for another view or for good. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { guardLeaving } from '../router.ts';
import type { Draft } from './draft.ts';

export function useLeaveGuard(draft: Draft) {
  /** Where somebody wants to go, as long as the question stands. */
  const to = useSignal<string | undefined>(undefined);
  useEffect(
    () =>
      guardLeaving((wanted) => {
        if (!draft.isDirty.peek()) return true;
        to.value = wanted;
        return false;
      }),
    [draft, to],
  );
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (draft.isDirty.peek()) event.preventDefault();
    };
    addEventListener('beforeunload', onUnload);
    return () => removeEventListener('beforeunload', onUnload);
  }, [draft]);
  return { to };
}
