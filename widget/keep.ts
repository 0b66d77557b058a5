/** Values kept in the browser's storage as JSON; in memory where it is blocked, full or not wanted. Never throws. */

import { fromJson, toJson } from './json.ts';

export interface Keep {
  /** What was saved, or undefined where there is nothing or nothing readable. Check its shape: anybody can write there. */
  load(key: string): unknown;
  /** Returns whether the value outlives the page. */
  save(key: string, value: unknown): boolean;
  /** Saves a little later, the last of several values only: writing to storage takes its time. Whoever loads it meets it at once. */
  saveSoon(key: string, value: unknown): void;
  erase(key: string): void;
  /** Keys that start like this. */
  keys(start: string): string[];
  /** From now on storage may be used: what was gathered in memory moves there. */
  open(): void;
  /** Storage may not be used any more: what is kept is erased. What the visitor is in the midst of lives on in memory. */
  close(): void;
  /** Calls back after either of them. */
  onChange(callback: () => void): void;
}

/** What stands in storage and what was gathered meanwhile, made into one. */
export type Join = (key: string, stored: unknown, gathered: unknown) => unknown;

const own = 'qualiform:';
/** Not erased with the rest: the visitor has it in hand. */
const inHand = /^(draft|queue):/;

/**
 * Without a storage everything is kept in memory and ends with the page. `storage` may throw: blocked storage does. While it is
 * not open, storage is neither written nor read. `later` calls back when there is time, and at the latest when the page is left.
 */
export function openKeep(
  storage: () => Storage | undefined,
  isOpen = true,
  join: Join = (_, __, gathered) => gathered,
  later: (callback: () => void) => void = (callback) => callback(),
): Keep {
  const memory = new Map<string, string>();
  const due = new Map<string, unknown>();
  const callbacks: (() => void)[] = [];
  const attempt = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      const found = isOpen ? storage() : undefined;
      return found && work(found);
    } catch {
      return undefined;
    }
  };
  const stored = () =>
    (attempt((found) => Object.keys(found)) ?? [])
      .filter((key) => key.startsWith(own))
      .map((key) => key.slice(own.length));
  const read = (key: string) => attempt((found) => found.getItem(own + key)) ?? null;
  const erase = (key: string) => {
    due.delete(key);
    memory.delete(key);
    attempt((found) => found.removeItem(own + key));
  };
  function save(key: string, value: unknown): boolean {
    due.delete(key);
    const text = toJson(value);
    const saved = attempt((found) => {
      found.setItem(own + key, text);
      return true;
    });
    if (saved) memory.delete(key);
    else memory.set(key, text);
    return saved === true;
  }

  const saveDue = () => {
    for (const [key, value] of due) save(key, value);
  };

  return {
    load(key) {
      saveDue();
      return fromJson(memory.get(key) ?? read(key));
    },
    save,
    saveSoon(key, value) {
      const isFirst = due.size === 0;
      due.set(key, value);
      if (isFirst) later(saveDue);
    },
    erase,
    keys(start) {
      saveDue();
      return [...new Set([...stored(), ...memory.keys()])].filter((key) => key.startsWith(start));
    },
    open() {
      saveDue();
      if (isOpen) return;
      isOpen = true;
      for (const [key, text] of [...memory]) save(key, join(key, fromJson(read(key)), fromJson(text)));
      for (const callback of callbacks) callback();
    },
    close() {
      saveDue();
      for (const key of stored()) {
        const text = inHand.test(key) ? (memory.get(key) ?? read(key)) : null;
        erase(key);
        if (text !== null) memory.set(key, text);
      }
      for (const key of [...memory.keys()]) if (!inHand.test(key)) memory.delete(key);
      isOpen = false;
      for (const callback of callbacks) callback();
    },
    onChange: (callback) => void callbacks.push(callback),
  };
}
