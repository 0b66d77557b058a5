/** The forms that these tests are about. */
import type { Form } from '../../widget/schema/form.ts';

/** Points so plain that every score can be added up by eye: 40 makes an MQL, fit 40 with intent 20 an SQL. */
export const demo: Form = {
  id: 'demo',
  title: 'Book a demo',
  language: 'en',
  steps: [
    {
      id: 'need',
      fields: [
        {
          id: 'need',
          type: 'choice',
          label: 'What brings you here?',
          required: true,
          options: [
            { id: 'switch', label: 'Replacing our CRM', points: { intent: 20 } },
            { id: 'look', label: 'Looking around' },
            { id: 'thesis', label: 'A thesis' },
          ],
        },
      ],
    },
    {
      id: 'company',
      when: { need: { not: 'thesis' } },
      fields: [
        {
          id: 'size',
          type: 'choice',
          ordered: true,
          label: 'How many people?',
          remember: true,
          required: true,
          options: [
            { id: 'small', label: 'Under 50' },
            { id: 'middle', label: '50–200', points: { fit: 40 } },
            { id: 'large', label: 'Over 200', points: { fit: 20 } },
          ],
        },
        { id: 'seats', type: 'number', label: 'Seats', min: 1, max: 500 },
      ],
    },
    {
      id: 'contact',
      fields: [
        { id: 'email', type: 'email', label: 'Work email' },
        { id: 'phone', type: 'phone', label: 'Phone', country: 'GB', remember: true },
        { id: 'name', type: 'text', label: 'Name', maxLength: 40 },
        { id: 'privacy', type: 'consent', label: { en: 'I agree', pl: 'Zgadzam się' } },
      ],
    },
  ],
  signals: [{ id: 'pricing', page: '/pricing*', points: { intent: 5 }, max: 15 }],
  scoring: {
    dimensions: { fit: { label: 'Fit', max: 50 }, intent: { label: 'Intent', max: 40 } },
    rules: [{ id: 'ads', when: { 'utm.source': 'ads' }, points: { fit: 30 }, why: 'Came from our ads' }],
  },
  qualify: {
    disqualify: [{ id: 'student', when: { need: 'thesis' }, why: 'Not a buyer' }],
    mql: { score: { gte: 40 } },
    sql: { 'score.fit': { gte: 40 }, 'score.intent': { gte: 20 } },
  },
  outcomes: [
    { id: 'book', when: { stage: 'sql' }, show: { type: 'message', title: 'Choose a time' }, assign: 'emea' },
    {
      id: 'decline',
      when: { stage: 'disqualified' },
      show: { type: 'message', title: 'Sorry', appeal: true },
    },
    { id: 'thanks', show: { type: 'message', title: 'Thank you' } },
  ],
};

export const answers = {
  lead: { need: 'look', size: 'small' },
  mql: { need: 'look', size: 'middle' },
  sql: { need: 'switch', size: 'middle' },
  disqualified: { need: 'thesis' },
};

/** Over the line means: ask sales. */
export const bySales: Form = { ...demo, id: 'by-sales', qualify: { ...demo.qualify, sqlBy: 'sales' } };

/** Points and endings stay on the server. */
export const secret: Form = { ...demo, id: 'secret', scoring: { ...demo.scoring, private: true } };

/** A form as a row, of which nothing was written yet. */
export const formRow = (id: string) => ({
  id,
  workspaceId: 'default',
  source: 'api' as const,
  liveVersion: null,
  draft: null,
  draftAt: null,
  archivedAt: null,
  createdAt: 1,
});
