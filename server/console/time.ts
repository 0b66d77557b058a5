/** Times in the words that people use for them. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in its largest whole unit: '25 min', '3 h', '2 d'. */
export function span(ms: number): string {
  const length = Math.abs(ms);
  if (length < hour) return `${Math.max(1, Math.round(length / minute))} min`;
  if (length < 2 * day) return `${Math.round(length / hour)} h`;
  return `${Math.round(length / day)} d`;
}

export interface Due {
  words: string;
  over: boolean;
}

/** How long there is to answer a lead: 'in 3 h', or '2 h over'. */
export function due(at: string, now: number): Due {
  const left = Date.parse(at) - now;
  return left < 0 ? { words: `${span(left)} over`, over: true } : { words: `in ${span(left)}`, over: false };
}

const sameYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const otherYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });

/** When something was: 'just now', '5 min ago', '3 h ago', then the day. */
export function ago(at: string, now: number): string {
  const then = Date.parse(at);
  const passed = now - then;
  if (Number.isNaN(then)) return '';
  if (passed < minute) return 'just now';
  if (passed < day) return `${span(passed)} ago`;
  const date = new Date(then);
  return (date.getFullYear() === new Date(now).getFullYear() ? sameYear : otherYear).format(date);
}

/** Day and minute. */
export function moment(at: string): string {
  const then = Date.parse(at);
  return Number.isNaN(then) ? '' : exact.format(then);
}
