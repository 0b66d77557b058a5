/** What is wrong with a form: one problem, where it stands, and the list that all of them are gathered in. */

import type { Form } from '../form.ts';
import type { Fault } from './json.ts';
import type { Source, Spot } from './source.ts';

export interface Problem {
  /** JSON pointer (RFC 6901) to the part that is wrong; '' is the whole form. */
  pointer: string;
  /** An error stops a publish, a warning does not. */
  severity: 'error' | 'warning';
  /** Stable name of this kind of problem. */
  code: string;
  message: string;
  /** What to do about it. */
  remedy: string;
  /** Counted from 1. */
  line?: number;
  /** Counted from 1, in UTF-16 units as editors count. */
  column?: number;
}

export interface Checkup {
  /** There only if the text is JSON and the schema holds; lint may still have found errors. */
  form?: Form;
  /** Every problem, in the order of the file. */
  problems: Problem[];
}

/** Whether the form may go live: it is whole and has no error. */
export const publishable = (checkup: Checkup): boolean =>
  checkup.form !== undefined && !checkup.problems.some((problem) => problem.severity === 'error');

/** Beyond so many of one severity nobody reads on; the first ones explain the rest. */
const most = 200;

/** A remedy may cost a search among names, so it may be a function, called only where it is shown. */
type Remedy = string | (() => string);
type Tell = (code: string, spot: Spot, message: string, remedy: Remedy) => void;

export interface Report {
  error: Tell;
  warn: Tell;
  /** A mistake of spelling, which brings its own offset. */
  misspelt: (fault: Fault) => void;
  /** Number of errors so far. */
  errors: () => number;
  /** Every problem, in the order of the file. */
  sorted: () => Problem[];
}

/** Starts an empty list of problems for a source. */
export function startReport(source: Source): Report {
  const found: { problem: Problem; offset: number }[] = [];
  const counts = { error: 0, warning: 0 };

  const tell =
    (severity: Problem['severity']) =>
    (code: string, spot: Spot, message: string, remedy: Remedy, from?: number): void => {
      counts[severity] += 1;
      if (counts[severity] > most) return;
      const { pointer, offset } = source.locate(spot);
      const said = typeof remedy === 'function' ? remedy() : remedy;
      const where = from ?? offset;
      const problem = { pointer, severity, code, message, remedy: said, ...source.position(where) };
      found.push({ problem, offset: where });
    };
  const error = tell('error');

  const tooMany = (severity: Problem['severity']): Problem[] =>
    counts[severity] > most
      ? [
          {
            pointer: '',
            severity,
            code: 'too_many_problems',
            message: `${counts[severity] - most} more ${severity}s are not listed`,
            remedy: 'mend these first; many of the others may go with them',
          },
        ]
      : [];

  return {
    error: (code, spot, message, remedy) => error(code, spot, message, remedy),
    warn: tell('warning'),
    misspelt: ({ on, token, code, message, remedy, offset }) =>
      error(
        code,
        on === undefined ? source.at([]) : { on, ...(token !== undefined && { path: [token] }) },
        message,
        remedy,
        offset,
      ),
    errors: () => counts.error,
    sorted: () => [
      ...found.sort((a, b) => a.offset - b.offset).map(({ problem }) => problem),
      ...tooMany('error'),
      ...tooMany('warning'),
    ],
  };
}
