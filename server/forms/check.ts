/** Whether a text is a form that may be published under an id. */
import { type Checkup, checkForm, type Problem } from '../../widget/schema/lint.ts';
import type { Settings } from '../env.ts';

export interface Checked extends Checkup {
  /** Nothing stands in the way of publishing it. */
  good: boolean;
}

/** What of the settings a form may need. */
export type Served = Pick<Settings, 'mail'>;

/** Checks a form's text; its id must be the one that it is saved under, and the server should have what it needs. */
export function check(text: string, id?: string, settings?: Served): Checked {
  const { form, problems } = checkForm(text, { sendsMail: !settings || settings.mail !== undefined });
  const all = form && id !== undefined && form.id !== id ? [otherId(form.id, id), ...problems] : problems;
  const good = form !== undefined && all.every(({ severity }) => severity !== 'error');
  return { ...(form && { form }), problems: all, good };
}

const otherId = (own: string, wanted: string): Problem => ({
  pointer: '/id',
  severity: 'error',
  code: 'other_id',
  message: `This form calls itself "${own}", but it is saved as "${wanted}".`,
  remedy: `Write "id": "${wanted}", or save it as "${own}".`,
});
