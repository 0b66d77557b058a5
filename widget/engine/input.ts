/** What goes into the engine. Plain JSON: it travels with a submission and is all that a verdict depends on. */

/** The value of an answer: a text, a number, a tick, or the ids of the chosen options. */
export type Value = string | number | boolean | readonly string[];

/** Answers by field id. */
export type Answers = Readonly<Record<string, Value>>;

/** Facts frozen when the visitor started, by their names in the form language, such as "page.path". */
export type Context = Readonly<Record<string, string | number | boolean>>;

/** Age in days of every event, by signal id. */
export type Signals = Readonly<Record<string, readonly number[]>>;

export interface Input {
  answers: Answers;
  context?: Context;
  signals?: Signals;
  /** Fields that need not be asked because this browser remembers their answer, which stands in `answers`. */
  remembered?: readonly string[];
  /** Fields that need not be asked because the server knows their answer, which does not stand in `answers`. */
  known?: readonly string[];
}
