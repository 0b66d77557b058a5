/** Why a submission looks as if no person had made it, and how much each reason weighs. */

/** From two on a submission is set aside. One alone may be chance: a bad line, a blocker, a program of our own. */
const enough = 2;

const weights = {
  /** A field that no person sees was filled in. */
  trap: 2,
  /** Sent sooner after the first answer than anybody types. */
  too_fast: 2,
  /** Without the token that a browser is given at the first answer. */
  no_token: 1,
  /** With a token that this server never gave for this submission. */
  bad_token: 2,
  /** The form asks browsers for some work, and it was not done. */
  no_work: 2,
  /** The form asks for Turnstile's ticket: none came, or Cloudflare does not know it. */
  no_ticket: 2,
  /** An address of a service for throw-away mail. */
  disposable: 2,
  /** More than a household sends. */
  many_from_address: 2,
  /** More than the form gets on its best days, by the setting FORM_LIMIT. */
  many_for_form: 2,
  /** Not a sign of anything: whoever sent it says that the verdict is a mistake. */
  appealed: 0,
} as const;

export type Reason = keyof typeof weights;
export const reasonNames = Object.keys(weights) as [Reason, ...Reason[]];

/** What is noted with a submission. */
export interface Label {
  reasons: readonly Reason[];
  /** Set aside until a person has looked at it. */
  quarantined: boolean;
}

export const clean: Label = { reasons: [], quarantined: false };

/** With `strict` a form takes a submission without a token for what it probably is. */
export function labelOf(reasons: readonly Reason[], strict: boolean): Label {
  const weight = reasons.reduce((sum, reason) => sum + weights[reason], 0);
  return { reasons, quarantined: weight >= enough || (strict && reasons.length > 0) };
}
