/** Where the console stands: its address as a signal, every view with one of its own. */
import { computed, signal } from '@preact/signals';

const base = '/console';

export interface Place {
  /** Parts of the path behind /console. */
  path: string[];
  query: URLSearchParams;
}

/** Asked before a view is left: whether the way is free. If not, it may ask a person, and then go with `force`. */
type Guard = (to: string) => boolean;

const address = signal(current());
let guard: Guard | undefined;

function current(): string {
  return location.pathname + location.search;
}

export const place = computed<Place>(() => {
  const { pathname, searchParams } = new URL(address.value, location.origin);
  const parts = pathname.slice(base.length).split('/').filter(Boolean);
  return { path: parts.map(decoded), query: searchParams };
});

/** A part that is no valid escape is taken as it stands: a mistyped address is not an exception. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a view. Empty query values are left out. */
export function at(path: string, query: Record<string, string | undefined> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, value);
  const search = params.toString();
  return `${base}/${path}${search && `?${search}`}`;
}

/** The present address with some query values changed. */
export function here(change: Record<string, string | undefined>): string {
  return at(place.value.path.map(encodeURIComponent).join('/'), {
    ...Object.fromEntries(place.value.query),
    ...change,
  });
}

/** Goes to another address, unless what is there now holds it back. */
export function go(to: string, { replace = false, force = false } = {}): void {
  if (to === address.value) return;
  if (!force && !samePath(to) && guard && !guard(to)) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  address.value = to;
}

const samePath = (to: string) => to.split('?')[0] === address.value.split('?')[0];

/** Sets what is asked before this view is left. Returns how to take it away again. */
export function guardLeaving(ask: Guard): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = undefined;
  };
}

addEventListener('popstate', () => {
  const to = current();
  if (!samePath(to) && guard && !guard(to)) {
    // The browser has moved already: put the address back and let the guard's question decide.
    history.pushState(null, '', address.value);
    return;
  }
  address.value = to;
});

/** Lets plain clicks on the console's own links move without loading the page again. */
export function followLinks(root: Document): void {
  root.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname !== base && !link.pathname.startsWith(`${base}/`)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
