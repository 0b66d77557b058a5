/** The browser as the widget's edge sees it. Handed in, so that tests have their own clock, network and storage. */

/** What is kept where: for good, for this tab, or not at all. */
export type Persist = 'local' | 'session' | 'none';

export interface Place {
  /** From the slash on, without query. */
  path: string;
  query: string;
  host: string;
  /** As the browser names this site to others; "null" for a page without an address of its own. */
  origin: string;
  /** Address of the page before, may be empty. */
  referrer: string;
  /** Languages of the page and of its reader, the most wanted first. */
  languages: readonly string[];
}

/** As much of an answer as anybody looks at. */
export interface Heard {
  status: number;
  headers: Pick<Headers, 'get'>;
  text(): Promise<string>;
}

export interface World {
  fetch(url: string, init: RequestInit): Promise<Heard>;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  newId(): string;
  /** Calls back once after so many milliseconds. Returns how to call it off. */
  timer(callback: () => void, milliseconds: number): () => void;
  /** Calls back whenever it is a good moment to send: back on the line, or about to leave. Returns how to stop it. */
  onChance(callback: () => void): () => void;
  /** Calls back when the line is back. Returns how to stop it. */
  onLine(callback: () => void): () => void;
  /** Calls back when the page's address has changed without a load, where the browser tells. */
  onMove(callback: () => void): void;
  /** May throw, as blocked storage does. */
  storage(persist: Persist): Storage | undefined;
  /** Where the visitor is at this moment. */
  place(): Place;
  navigate(url: string): void;
  /** Fetches a picture as data, which no policy on images concerns. */
  picture(url: string): Promise<ImageBitmap>;
  /** Fetches a part of the widget, by its file's name in widget/lazy. */
  load(name: string): Promise<unknown>;
  /** Missing on pages without https and in older browsers. */
  locks: Pick<LockManager, 'request'> | undefined;
}
