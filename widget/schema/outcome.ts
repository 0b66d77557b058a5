/** The endings of a form: what a visitor sees once the verdict is known. */
import { z } from 'zod';
import { Condition } from './condition.ts';
import { Id, Note, Text, Url } from './words.ts';

const common = {
  title: Text.optional().meta({
    description: 'The heading of the ending.',
    examples: ['Thank you, {{first_name|friend}}'],
  }),
  text: Text.optional().meta({
    description: 'One or two sentences under it.',
    examples: ['We answer within a day.'],
  }),
};
const ButtonLabel = Text.optional().meta({
  description: 'Words on the button.',
  examples: ['Download the guide'],
});

const of = <T extends string, S extends z.core.$ZodLooseShape>(type: T, own: S) =>
  z.strictObject({
    type: z.literal(type).meta({ description: 'The kind of ending.', examples: [type] }),
    ...common,
    ...own,
  });

export const Show = z
  .discriminatedUnion('type', [
    of('message', {
      url: Url.optional(),
      label: ButtonLabel,
      appeal: z
        .boolean()
        .optional()
        .meta({
          description: 'Offer "I think this is a mistake", which asks a person to look.',
          examples: [true],
        }),
    }),
    of('redirect', { url: Url }),
    of('download', { url: Url, label: ButtonLabel }),
    of('booking', {
      url: Url,
      label: ButtonLabel,
      inline: z
        .boolean()
        .optional()
        .meta({
          description: 'Show the calendar of cal.com or Calendly inside the form. On unless false.',
          examples: [false],
        }),
      pass: z
        .strictObject({
          name: Id.optional().meta({ description: 'Field with the name.', examples: ['first_name'] }),
          email: Id.optional().meta({ description: 'Field with the e-mail address.', examples: ['email'] }),
        })
        .optional()
        .meta({
          description: 'Fields handed to the calendar, so that nobody types them twice.',
          examples: [{ name: 'first_name', email: 'email' }],
        }),
    }),
    of('call', {
      phone: z
        .string()
        .regex(/^\+[1-9][0-9 ]{5,20}$/, 'a phone number to call starts with + and the country code')
        .meta({
          description: 'The number to call, with + and country code.',
          examples: ['+48 22 123 45 67'],
        }),
      label: ButtonLabel,
    }),
  ])
  .meta({ description: 'What the visitor sees.', examples: [{ type: 'message', title: 'Thank you' }] });
export type Show = z.infer<typeof Show>;
export type ShowType = Show['type'];

export const Outcome = z.strictObject({
  id: Id,
  when: Condition.optional().meta({
    description: 'First match wins. Sees answers, facts, score and stage. The last outcome has none.',
    examples: [{ stage: 'sql' }],
  }),
  show: Show,
  assign: Id.optional().meta({ description: 'Team that the lead is handed to.', examples: ['emea'] }),
  note: Note,
});
export type Outcome = z.infer<typeof Outcome>;
