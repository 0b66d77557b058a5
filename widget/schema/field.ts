/** The questions of a form: one schema for each field type, one table of them all. */
import { z } from 'zod';
import { Condition } from './condition.ts';
import { iconNames } from './icons.ts';
import { Id, Note, Points, Text } from './words.ts';

export const Option = z.strictObject({
  id: Id,
  label: Text.meta({ description: 'What the visitor reads.', examples: ['50–200'] }),
  help: Text.optional().meta({ description: 'A second, quieter line.', examples: ['Several teams'] }),
  icon: z
    .enum(iconNames)
    .optional()
    .meta({ description: 'A picture sign before the words.', examples: ['rocket'] }),
  image: z
    .string()
    .max(80_000, 'a picture has at most 60 kB; make it smaller, 480 by 360 pixels are enough')
    .regex(
      /^data:image\/(png|jpeg|webp|avif|gif);base64,[A-Za-z0-9+/]+=*$/,
      'a picture is written into the form: data:image/webp;base64,…, or png, jpeg, avif, gif',
    )
    .optional()
    .meta({
      description: 'A picture over the words, as a data: address; forms load nothing from elsewhere.',
      examples: ['data:image/webp;base64,UklGRg=='],
    }),
  points: Points.optional(),
  note: Note,
});
export type Option = z.infer<typeof Option>;

const Options = z
  .array(Option)
  .min(1, 'a question to choose from needs at least one option')
  .max(300, 'at most 300 options; ask for a "country" or a "text" instead')
  .meta({
    description: 'What there is to choose from, in this order.',
    examples: [[{ id: 'yes', label: 'Yes' }]],
  });

const Ordered = z
  .boolean()
  .optional()
  .meta({
    description: 'The options are a scale, so gt, gte, lt, lte and between compare their positions.',
    examples: [true],
  });

const Placeholder = Text.optional().meta({
  description: 'A grey example inside the empty control.',
  examples: ['name@company.com'],
});
const DateText = z.iso.date('a date is written YYYY-MM-DD');
const Amount = {
  min: z
    .number()
    .optional()
    .meta({ description: 'Smallest value accepted.', examples: [0] }),
  max: z
    .number()
    .optional()
    .meta({ description: 'Largest value accepted.', examples: [100000] }),
  step: z
    .number()
    .positive()
    .optional()
    .meta({ description: 'Distance between neighbouring values.', examples: [500] }),
  unit: Text.optional().meta({ description: 'Shown behind the number.', examples: ['people'] }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency is a code of three capitals, such as "EUR"')
    .optional()
    .meta({ description: 'ISO 4217 code; the number is shown as money.', examples: ['EUR'] }),
};
const Ends = {
  low: Text.optional().meta({ description: 'Words under the low end.', examples: ['Not at all'] }),
  high: Text.optional().meta({ description: 'Words under the high end.', examples: ['Very much'] }),
};

const common = {
  id: Id,
  label: Text.meta({ description: 'The question, as the visitor reads it.', examples: ['Your role'] }),
  help: Text.optional().meta({
    description: 'A sentence under the question.',
    examples: ['A rough number is fine.'],
  }),
  required: z
    .boolean()
    .optional()
    .meta({ description: 'The form cannot be sent without an answer.', examples: [true] }),
  when: Condition.optional().meta({
    description: 'Ask only when this holds. Sees what stands before this field.',
    examples: [{ need: 'switch' }],
  }),
  remember: z
    .boolean()
    .optional()
    .meta({ description: 'Do not ask again on a later visit (progressive profiling).', examples: [true] }),
  prefill: z
    .boolean()
    .optional()
    .meta({
      description: 'May be filled in from the address of the page (?ID=…) or by the page itself.',
      examples: [true],
    }),
  note: Note,
};

const of = <T extends string, S extends z.core.$ZodLooseShape>(type: T, own: S) =>
  z.strictObject({
    type: z.literal(type).meta({ description: 'The kind of question.', examples: [type] }),
    ...common,
    ...own,
  });

const Autocomplete = z
  .string()
  .regex(/^[a-z0-9 -]{1,60}$/)
  .optional()
  .meta({ description: "The browser's autofill name.", examples: ['organization'] });
const MaxLength = z
  .number()
  .int()
  .min(1)
  .max(5000)
  .optional()
  .meta({ description: 'Most characters accepted.', examples: [200] });

/** One entry a field type. The engine's, the widget's and the console's tables must answer for each of them. */
const fieldTypes = {
  text: of('text', { placeholder: Placeholder, autocomplete: Autocomplete, maxLength: MaxLength }),
  longtext: of('longtext', {
    placeholder: Placeholder,
    maxLength: MaxLength,
    rows: z
      .number()
      .int()
      .min(2)
      .max(20)
      .optional()
      .meta({ description: 'Lines shown at first.', examples: [4] }),
  }),
  email: of('email', {
    placeholder: Placeholder,
    business: z
      .enum(['off', 'warn', 'block', 'score'])
      .optional()
      .meta({
        description:
          'Free and throw-away addresses: "off" takes them, "warn" asks kindly for a work address, "block" refuses them, "score" says nothing and leaves it to rules on "email.free".',
        examples: ['warn'],
      }),
  }),
  phone: of('phone', {
    placeholder: Placeholder,
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'a country is a code of two capitals, such as "PL"')
      .optional()
      .meta({ description: 'Country of numbers typed without +.', examples: ['PL'] }),
  }),
  url: of('url', { placeholder: Placeholder }),
  number: of('number', { placeholder: Placeholder, ...Amount }),
  range: of('range', { ...Amount, ...Ends }),
  choice: of('choice', {
    options: Options,
    ordered: Ordered,
    advance: z
      .boolean()
      .optional()
      .meta({
        description:
          'Go on by itself once chosen, where it is the only question of its step. On unless false.',
        examples: [false],
      }),
  }),
  choices: of('choices', {
    options: Options,
    ordered: Ordered,
    min: z
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ description: 'Fewest options to choose.', examples: [1] }),
    max: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Most options to choose.', examples: [3] }),
  }),
  dropdown: of('dropdown', { options: Options, ordered: Ordered, placeholder: Placeholder }),
  country: of('country', {
    placeholder: Placeholder,
    top: z
      .array(z.string().regex(/^[A-Z]{2}$/, 'a country is a code of two capitals, such as "PL"'))
      .max(20)
      .optional()
      .meta({ description: 'Country codes to offer first.', examples: [['PL', 'DE']] }),
  }),
  date: of('date', {
    min: DateText.optional().meta({ description: 'Earliest day accepted.', examples: ['2026-01-01'] }),
    max: DateText.optional().meta({ description: 'Latest day accepted.', examples: ['2027-12-31'] }),
  }),
  rating: of('rating', {
    max: z
      .number()
      .int()
      .min(3)
      .max(10)
      .optional()
      .meta({ description: 'How many steps, 5 unless said.', examples: [5] }),
    ...Ends,
  }),
  consent: of('consent', {}),
  hidden: of('hidden', {
    value: z
      .string()
      .max(1000)
      .optional()
      .meta({ description: 'The answer unless the page gives another.', examples: ['partner'] }),
  }),
};

export const Field = z
  .discriminatedUnion('type', [
    fieldTypes.text,
    fieldTypes.longtext,
    fieldTypes.email,
    fieldTypes.phone,
    fieldTypes.url,
    fieldTypes.number,
    fieldTypes.range,
    fieldTypes.choice,
    fieldTypes.choices,
    fieldTypes.dropdown,
    fieldTypes.country,
    fieldTypes.date,
    fieldTypes.rating,
    fieldTypes.consent,
    fieldTypes.hidden,
  ])
  .meta({ description: 'One question.', examples: [{ id: 'email', type: 'email', label: 'Work email' }] });
export type Field = z.infer<typeof Field>;
export type FieldType = Field['type'];
export type FieldOf<T extends FieldType> = Extract<Field, { type: T }>;
export const fieldTypeNames = Object.keys(fieldTypes) as FieldType[];
