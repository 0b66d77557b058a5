/** What the doctor finds, and what it looks at. For the people who put a form on a page, not for its visitors; so in English. */

import type { Served } from '../served.ts';

export interface Finding {
  /** A form does not work, works less well than it could, or is in order. */
  level: 'wrong' | 'better' | 'fine';
  title: string;
  /** What it comes from, and what it does. */
  says: string;
  /** The very line to paste. */
  paste?: string;
  /** Where the line belongs. */
  where?: string;
}

/** A form of the page, as far as it could be had. */
export interface Patient {
  /** Its element; missing where a tag has drawn none. */
  element: HTMLElement | undefined;
  tag: HTMLScriptElement | undefined;
  form: string;
  /** Address of the server, without a slash at the end. */
  server: string;
  /** The public definition, as the server hands it out now. */
  definition?: Served;
  /** Why it could not be had. */
  trouble?: { status: number; code: string; detail: string; isForbidden: boolean };
}

/** A check looks at the page and its forms; what it does not mention is in order. */
export type Check = (patients: readonly Patient[]) => Finding[] | Promise<Finding[]>;
