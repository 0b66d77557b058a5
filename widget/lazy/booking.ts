/** A calendar of cal.com or Calendly in a frame. Fetched only when an ending shows one. */

interface Calendar {
  /** The calendar's page, https. */
  address: string;
  title: string;
  ready(): void;
  /** It cannot be shown here. */
  fail(): void;
}

/** Milliseconds after which a frame that shows nothing counts as failed. */
const patience = 15_000;

/** What the calendars tell of their height, each in its own words. */
interface Told {
  event?: string;
  payload?: { height?: string };
  originator?: string;
  type?: string;
  method?: string;
  data?: { iframeHeight?: number };
  arg?: { iframeHeight?: number };
}

function heightOf(told: Told | null): number | undefined {
  if (told?.event === 'calendly.page_height') return Number.parseFloat(told.payload?.height ?? '');
  if (told?.originator !== 'CAL' || (told.type ?? told.method) !== '__dimensionChanged') return undefined;
  return (told.data ?? told.arg)?.iframeHeight;
}

/** Puts the calendar into `host`. Returns how to take it out again. */
export function showCalendar(host: HTMLElement, { address, title, ready, fail }: Calendar): () => void {
  const url = new URL(address);
  if (/(^|\.)calendly\.com$/.test(url.hostname)) {
    // Without these two Calendly does not tell its height.
    url.searchParams.set('embed_type', 'Inline');
    url.searchParams.set('embed_domain', location.hostname);
  }
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.src = url.href;
  frame.allow = 'payment; fullscreen';
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  // May run and sign in as itself and open what it links to, but never take the page elsewhere.
  frame.sandbox.add(
    'allow-scripts',
    'allow-same-origin',
    'allow-forms',
    'allow-popups',
    'allow-popups-to-escape-sandbox',
  );

  const timer = setTimeout(fail, patience);
  const listening = new AbortController();
  const { signal } = listening;
  frame.addEventListener(
    'load',
    () => {
      clearTimeout(timer);
      ready();
    },
    { signal },
  );
  addEventListener(
    'message',
    (event) => {
      if (event.source !== frame.contentWindow || event.origin !== url.origin) return;
      const height = heightOf(event.data);
      if (height && height > 0 && height < 5000) frame.style.height = `${Math.ceil(height)}px`;
    },
    { signal },
  );
  // A page whose policy allows no such frame says so here, and only here.
  document.addEventListener(
    'securitypolicyviolation',
    ({ effectiveDirective, blockedURI }) => {
      if (/^(frame|child|default)-src$/.test(effectiveDirective) && blockedURI.startsWith(url.origin)) fail();
    },
    { signal },
  );
  host.append(frame);

  return () => {
    listening.abort();
    clearTimeout(timer);
    frame.remove();
  };
}
