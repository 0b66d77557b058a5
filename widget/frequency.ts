/** How often a form may open by itself for one visitor. */

import { isRecord } from './json.ts';
import type { Keep } from './keep.ts';

const day = 86_400_000;

interface Shown {
  /** When it opened by itself, or was closed. */
  seen?: number;
  /** When it was sent. */
  sent?: number;
}

/** `repeat` as its attribute has it: always, once, or once in so many days; once a day unless said. */
export function openFrequency(keep: Keep, form: string, repeat: string, now: () => number) {
  const key = `shown:${form}`;
  const read = (): Shown => {
    const found = keep.load(key);
    return isRecord(found) ? found : {};
  };
  /** Enough for one page, whatever the tag says. */
  let wasSeen = false;
  return {
    mayOpen(): boolean {
      if (wasSeen) return false;
      if (repeat === 'always') return true;
      const { seen, sent } = read();
      if (typeof sent === 'number') return false;
      if (typeof seen !== 'number') return true;
      return repeat !== 'once' && now() - seen >= Number(repeat || 1) * day;
    },
    seen() {
      wasSeen = true;
      keep.save(key, { ...read(), seen: now() });
    },
    sent() {
      keep.save(key, { ...read(), sent: now() });
    },
  };
}
