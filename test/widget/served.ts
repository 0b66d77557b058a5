/** Small forms for the tests of the widget's edge, as the server would hand them out. */

import words from '../../widget/locales/en.ts';
import { define } from '../../widget/schema/definition.ts';
import { Form } from '../../widget/schema/form.ts';
import type { Served } from '../../widget/served.ts';

const source = {
  id: 'crm-demo',
  title: { en: 'Book a demo', pl: 'Umów prezentację' },
  steps: [
    {
      id: 'need',
      title: { en: 'Hello', pl: 'Dzień dobry' },
      fields: [
        {
          id: 'need',
          type: 'choice',
          label: 'What brings you here?',
          remember: true,
          prefill: true,
          options: [
            { id: 'switch', label: 'Switch', points: 20 },
            { id: 'research', label: 'Research' },
          ],
        },
      ],
    },
    {
      id: 'company',
      fields: [
        { id: 'seats', type: 'number', label: 'Seats', min: 1, prefill: true, remember: true },
        {
          id: 'wishes',
          type: 'choices',
          label: 'Wishes',
          prefill: true,
          options: [
            { id: 'mail', label: 'Mail' },
            { id: 'calls', label: 'Calls' },
          ],
        },
        { id: 'name', type: 'text', label: 'Name', prefill: true },
        { id: 'email', type: 'email', label: 'E-mail' },
      ],
    },
  ],
  signals: [
    { id: 'pricing', page: '/pricing*', points: 5 },
    { id: 'webinar', event: 'webinar_joined', points: 10 },
  ],
  profiling: { days: 90 },
  outcomes: [{ id: 'thanks', show: { type: 'message', title: 'Thank you' } }],
};

/** The form, with some of its parts changed. */
export function served(changes: Record<string, unknown> = {}, { language = 'en', version = 1 } = {}): Served {
  return { ...define(Form.parse({ ...source, ...changes }), { language, version }), words };
}
