/** Why something was set aside, in words. */
import type { Submission } from '../shapes.ts';

type Reason = Submission['reasons'][number];

const reasons: Record<Reason, string> = {
  trap: 'Filled in a field that no person sees',
  too_fast: 'Was sent quicker than anybody types',
  no_token: 'Came without the widget, or on a bad line',
  bad_token: 'Came with a forged token',
  no_work: 'The browser did not do the work that the form asks for',
  no_ticket: 'Turnstile takes it for a robot, or was not asked',
  disposable: 'A throw-away address',
  many_from_address: 'Too much from one network address',
  many_for_form: 'Too much for this form at once',
  appealed: 'Says that the verdict is a mistake',
};

export const reasonLabel = (reason: Reason): string => reasons[reason];
