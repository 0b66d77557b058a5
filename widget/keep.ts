/** Values kept in the browser's storage as JSON; in memory where it is blocked, full or not wanted. Never throws. */

import { fromJson, toJson } from './json.ts';

export interface Keep {
  /** What was saved, or undefined where there is nothing or nothing readable. Check its shape: anybody can write there. */
  load(key: string): unknown;
  /** Returns whether the value outlives the page. */
  save(key: string, value: unknown): boolean;
  erase(key: string): void;
  /** Keys that start like this. */
  keys(start: string): string[];
}

const own = 'qualiform:';

/** Without a storage everything is kept in memory and ends with the page. `open` may throw: blocked storage does. */
export function openKeep(open: () => Storage | undefined): Keep {
  const memory = new Map<string, string>();
  const attempt = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      const storage = open();
      return storage && work(storage);
    } catch {
      return undefined;
    }
  };
  return {
    load: (key) => fromJson(memory.get(key) ?? attempt((storage) => storage.getItem(own + key)) ?? null),
    save(key, value) {
      const text = toJson(value);
      const saved = attempt((storage) => {
        storage.setItem(own + key, text);
        return true;
      });
      if (saved) memory.delete(key);
      else memory.set(key, text);
      return saved === true;
    },
    erase(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(own + key));
    },
    keys(start) {
      const stored = attempt((storage) => Object.keys(storage)) ?? [];
      const found = stored.filter((key) => key.startsWith(own)).map((key) => key.slice(own.length));
      return [...new Set([...found, ...memory.keys()])].filter((key) => key.startsWith(start));
    },
  };
}
