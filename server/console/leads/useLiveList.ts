/** Keeps the list true while someone looks: asks again every few seconds and on coming back to the window. */
import { useEffect } from 'preact/hooks';
import { session } from '../session.ts';
import { refresh } from './list.ts';

const every = 6_000;

export function useLiveList(): void {
  useEffect(() => {
    const ask = () => {
      if (!document.hidden && session.peek() === 'in') void refresh();
    };
    const timer = setInterval(ask, every);
    document.addEventListener('visibilitychange', ask);
    addEventListener('focus', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
      removeEventListener('focus', ask);
    };
  }, []);
}
