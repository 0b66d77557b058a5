/** Text that is typed but not saved, kept in this tab so that neither a reload nor a wrong turn loses it. */

const prefix = 'qualiform.unsaved.';

/** What was typed, and the text of the server that it started from. */
export interface Kept {
  text: string;
  from: string;
}

export function keep(id: string, kept: Kept): void {
  try {
    sessionStorage.setItem(prefix + id, JSON.stringify(kept));
  } catch {
    // Full or forbidden: the guard on leaving is still there.
  }
}

export function forget(id: string): void {
  try {
    sessionStorage.removeItem(prefix + id);
  } catch {
    // Nothing is kept where nothing can be.
  }
}

export function find(id: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(prefix + id) ?? 'null');
    const { text, from } = (kept ?? {}) as Partial<Kept>;
    return typeof text === 'string' && typeof from === 'string' ? { text, from } : undefined;
  } catch {
    return undefined;
  }
}

/** Forms with something unsaved. */
export function keptIds(): ReadonlySet<string> {
  try {
    return new Set(
      Object.keys(sessionStorage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
    );
  } catch {
    return new Set();
  }
}
