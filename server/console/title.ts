/** The title of the window, after what the view shows. */
import { useEffect } from 'preact/hooks';

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Qualiform`;
  }, [title]);
}
