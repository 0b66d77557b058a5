/** When a form opens by itself, or at a press: load, exit, click, scroll, time. One row a trigger. */

export interface Triggers {
  /** The visitor asked for it. */
  press(by: Element): void;
  /** The page's own moment has come. */
  moment(): void;
}

type Watch = (value: string, triggers: Triggers, signal: AbortSignal) => void;

/** Upward speed in pixels a millisecond that means leaving, on screens that have no pointer to leave by. */
const leavingSpeed = 1.5;
const leavingDistance = 240;

/** The element of a press that a selector means, through shadow roots. A selector that is none has been told at the start. */
function meant(event: Event, selector: string): Element | undefined {
  return event
    .composedPath()
    .find((part): part is Element => part instanceof Element && part.matches(selector));
}

function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    console.warn(`Qualiform: open="click:${selector}" is no CSS selector.`);
    return false;
  }
}

/** What is pressed may come at any time, and be drawn anew: so the document listens, and looks where the press fell. */
const click: Watch = (selector, { press }, signal) => {
  if (!isSelector(selector)) return;
  const hear = (event: MouseEvent) => {
    const by = meant(event, selector);
    // With a key held a link is wanted in a tab of its own.
    if (!by || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    press(by);
  };
  document.addEventListener('click', hear, { signal, capture: true });
};

/** Percent of the page that has been seen. Read once a frame, where reading costs nothing. */
const scroll: Watch = (percent, { moment }, signal) => {
  let isAsked = false;
  const look = () => {
    isAsked = false;
    const { scrollHeight, clientHeight, scrollTop } = document.scrollingElement ?? document.documentElement;
    if (scrollTop + clientHeight >= (scrollHeight * Number(percent)) / 100) moment();
  };
  const hear = () => {
    if (!isAsked) requestAnimationFrame(look);
    isAsked = true;
  };
  addEventListener('scroll', hear, { signal, passive: true });
};

/** Seconds that the page was really on show. */
const time: Watch = (seconds, { moment }, signal) => {
  let left = Number(seconds) * 1000;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = () => {
    if (timer !== undefined) left -= performance.now() - since;
    clearTimeout(timer);
    timer = undefined;
    if (document.hidden || signal.aborted) return;
    since = performance.now();
    timer = setTimeout(moment, Math.max(0, left));
  };
  document.addEventListener('visibilitychange', follow, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  follow();
};

/** The pointer leaves by the top, where the tabs and the address are; without a pointer, a quick move back up. */
const exit: Watch = (_, { moment }, signal) => {
  document.addEventListener(
    'mouseout',
    ({ relatedTarget, clientY }) => {
      if (relatedTarget === null && clientY <= 0) moment();
    },
    { signal },
  );
  if (!matchMedia('(hover: none)').matches) return;
  let from = { y: scrollY, at: performance.now() };
  addEventListener(
    'scroll',
    ({ timeStamp }) => {
      const way = from.y - scrollY;
      if (way <= 0) from = { y: scrollY, at: timeStamp };
      else if (way > leavingDistance && way / (timeStamp - from.at) > leavingSpeed) moment();
      else if (timeStamp - from.at > 1000) from = { y: scrollY, at: timeStamp };
    },
    { signal, passive: true },
  );
};

const watches: Readonly<Record<string, Watch>> = {
  // Later than the drawing of the page, so that nothing stands in its way.
  load: (_, { moment }) => requestAnimationFrame(() => moment()),
  click,
  scroll,
  time,
  exit,
};

/** Watches for every trigger of an `open` attribute, as 'scroll:50; exit'. */
export function watch(rules: string, triggers: Triggers, signal: AbortSignal): void {
  for (const rule of rules.split(';')) {
    const [, name = '', value = ''] = /^\s*(\w+)(?::(.*))?$/s.exec(rule.trim()) ?? [];
    if (Object.hasOwn(watches, name)) watches[name]?.(value.trim(), triggers, signal);
  }
}
