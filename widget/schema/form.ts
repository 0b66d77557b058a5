/** The form language: one JSON file is one form, and this schema is its only definition. */
import { z } from 'zod';
import { Condition, Scalar } from './condition.ts';
import { Field } from './field.ts';
import { Outcome } from './outcome.ts';
import { presetNames, presets } from './presets.ts';
import { FormId, Id, LanguageCode, MailAddress, Note, Origin, Points, Text, Url } from './words.ts';

export type { Comparison, Condition, Operator, Scalar } from './condition.ts';
export type { Field, FieldOf, FieldType, Option } from './field.ts';
export type { Outcome, Show, ShowType } from './outcome.ts';
export type { Points, Text } from './words.ts';

const When = Condition.optional();

const Theme = z.strictObject({
  preset: z
    .enum(presetNames)
    .optional()
    .meta({
      description: `A ready theme, on which the other keys improve: ${presetNames.map((name) => `"${name}" (${presets[name].says})`).join('; ')}.`,
      examples: ['harbour'],
    }),
  accent: z
    .string()
    .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, 'a colour is written #rgb or #rrggbb')
    .optional()
    .meta({ description: 'Colour of buttons and of what is chosen.', examples: ['#4f46e5'] }),
  radius: z
    .number()
    .min(0)
    .max(32)
    .optional()
    .meta({ description: 'Roundness of corners in pixels.', examples: [12] }),
  scheme: z
    .enum(['auto', 'light', 'dark'])
    .optional()
    .meta({ description: 'Light or dark; "auto" follows the page, then the device.', examples: ['auto'] }),
  font: z
    .string()
    .regex(/^[\w ,'"-]{1,200}$/, 'a font is a list of names, such as "Inter, sans-serif"')
    .optional()
    .meta({ description: "Font family; the page's own unless said.", examples: ['Inter, sans-serif'] }),
  surface: z
    .enum(['card', 'none'])
    .optional()
    .meta({ description: 'A card of its own, or straight on the page.', examples: ['card'] }),
});

const Jump = z.strictObject({
  when: When.meta({
    description: 'Jump when this holds; always, if left out.',
    examples: [{ need: 'guide' }],
  }),
  go: z
    .string()
    .max(50)
    .meta({ description: 'A later step, or "end".', examples: ['contact'] }),
});

export const Step = z.strictObject({
  id: Id,
  title: Text.optional().meta({ description: 'Heading of the step.', examples: ['Where can we reach you?'] }),
  help: Text.optional().meta({
    description: 'A sentence under the heading.',
    examples: ['Two minutes at most.'],
  }),
  when: When.meta({
    description: 'Skip the whole step unless this holds. Sees what stands before it.',
    examples: [{ need: { not: 'research' } }],
  }),
  fields: z
    .array(Field)
    .min(1, 'a step needs at least one field')
    .max(50, 'at most 50 fields in one step')
    .meta({
      description: 'The questions of this step, in this order.',
      examples: [[{ id: 'role', type: 'text', label: 'Your role' }]],
    }),
  next: z
    .array(Jump)
    .max(50)
    .optional()
    .meta({
      description: 'Jumps forward; the first that holds is taken.',
      examples: [[{ when: { need: 'guide' }, go: 'contact' }]],
    }),
  button: Text.optional().meta({
    description: 'Words on the button instead of "Next".',
    examples: ['Show my result'],
  }),
  note: Note,
});
export type Step = z.infer<typeof Step>;

const Signal = z
  .strictObject({
    id: Id,
    page: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .meta({
        description: 'Counts views of pages with this path; * stands for anything.',
        examples: ['/pricing*'],
      }),
    event: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Counts events of this name.', examples: ['webinar_joined'] }),
    points: Points,
    max: z
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ description: 'At most this many points for each dimension, up or down.', examples: [15] }),
    halfLifeDays: z
      .number()
      .positive()
      .optional()
      .meta({ description: 'After so many days an event counts half.', examples: [30] }),
    why: Text.optional().meta({
      description: 'The reason that sales reads.',
      examples: ['Looked at the prices'],
    }),
    note: Note,
  })
  .refine(
    (signal) => (signal.page === undefined) !== (signal.event === undefined),
    'a signal counts either a "page" or an "event"',
  )
  .meta({
    description: 'Behaviour that earns points.',
    examples: [{ id: 'pricing', page: '/pricing*', points: { intent: 5 } }],
  });
export type Signal = z.infer<typeof Signal>;

const Dimension = z.strictObject({
  label: Text.optional().meta({ description: 'What sales reads.', examples: ['Fit'] }),
  max: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .meta({ description: 'The dimension never exceeds this; 100 unless said.', examples: [60] }),
});

const Rule = z.strictObject({
  id: Id,
  when: Condition.meta({
    description: 'Sees answers, facts and signals, but neither score nor stage.',
    examples: [{ role: 'ceo' }],
  }),
  points: Points,
  why: Text.optional().meta({ description: 'The reason that sales reads.', examples: ['Can sign'] }),
  note: Note,
});

const Scoring = z.strictObject({
  private: z
    .boolean()
    .optional()
    .meta({
      description: 'Keep points and thresholds on the server; the ending then waits for it.',
      examples: [true],
    }),
  dimensions: z
    .record(Id, Dimension)
    .refine(
      (dimensions) => Object.keys(dimensions).length > 0,
      'name at least one dimension, or leave "dimensions" out',
    )
    .optional()
    .meta({
      description: 'What is measured; one "score" of 100 unless said.',
      examples: [{ fit: { label: 'Fit', max: 60 } }],
    }),
  rules: z
    .array(Rule)
    .max(500)
    .optional()
    .meta({
      description: 'Points for combinations.',
      examples: [[{ id: 'decider', when: { role: 'ceo' }, points: 30 }]],
    }),
});

const Disqualifier = z.strictObject({
  id: Id,
  when: Condition.meta({
    description: 'Disqualifies when this holds. Sees the score as well.',
    examples: [{ role: 'student' }],
  }),
  why: Text.optional().meta({ description: 'The reason that sales reads.', examples: ['Not a buyer'] }),
  note: Note,
});

const Qualify = z.strictObject({
  disqualify: z
    .array(Disqualifier)
    .max(100)
    .optional()
    .meta({
      description: 'Who does not fit; the first that holds decides.',
      examples: [[{ id: 'student', when: { role: 'student' } }]],
    }),
  mql: When.meta({ description: 'Marketing-qualified when this holds.', examples: [{ score: { gte: 40 } }] }),
  sql: When.meta({
    description: 'Sales-qualified when this holds.',
    examples: [{ 'score.fit': { gte: 40 } }],
  }),
  sqlBy: z
    .enum(['score', 'sales'])
    .optional()
    .meta({
      description: '"sales": over the line means hand to sales, and people confirm.',
      examples: ['score'],
    }),
});

const Profiling = z.strictObject({
  maxQuestions: z
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Put remembered questions off to a later visit beyond so many.', examples: [4] }),
  days: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .optional()
    .meta({ description: 'How long answers are remembered.', examples: [180] }),
});

const Retention = z.strictObject({
  months: z
    .number()
    .int()
    .min(1)
    .max(120)
    .optional()
    .meta({ description: 'A submission is removed after so many months; 24 unless said.', examples: [24] }),
});

const Confirmation = z.strictObject({
  subject: Text.meta({
    description: 'One line, or one for each language. The same for everybody: no {{field}}.',
    examples: ['We have your request'],
  }),
  text: Text.meta({
    description:
      'What the mail says, or one text for each language, with **bold** and [links](https://example.com). The same for everybody: no {{field}}.',
    examples: ['Thank you. We call you within a day.'],
  }),
  replyTo: MailAddress.optional().meta({
    description: 'Where an answer to the mail goes.',
    examples: ['sales@acme.com'],
  }),
});

const Contact = z.strictObject({
  url: Url.meta({
    description: 'Where to reach somebody: mailto:, tel:, https or a path.',
    examples: ['mailto:sales@acme.com'],
  }),
  label: Text.optional().meta({ description: 'Words of the link.', examples: ['Write to us'] }),
});

const Answer = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const FormTest = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(300)
    .meta({ description: 'Who this is.', examples: ['Sales director, 120 people'] }),
  answers: z
    .record(z.string(), Answer)
    .meta({ description: 'Answers by field id.', examples: [{ need: 'switch', size: 's50_200' }] }),
  context: z
    .record(z.string(), Scalar)
    .optional()
    .meta({ description: 'Facts by name.', examples: [{ 'utm.source': 'newsletter' }] }),
  signals: z
    .record(z.string(), z.array(z.number()))
    .optional()
    .meta({ description: 'Age in days of each event, by signal.', examples: [{ pricing: [0.5, 12] }] }),
  expect: Condition.meta({
    description: 'What must come out: stage, outcome, score, score.DIMENSION.',
    examples: [{ stage: 'sql', 'score.fit': { gte: 60 } }],
  }),
});
export type FormTest = z.infer<typeof FormTest>;

const Protect = z.strictObject({
  work: z
    .boolean()
    .optional()
    .meta({
      description:
        'Browsers do half a second of work while the form is filled in; a flood then costs its sender something.',
      examples: [true],
    }),
  strict: z
    .boolean()
    .optional()
    .meta({
      description:
        'Set every submission aside that shows any sign of a robot, also those sent without the widget or without JavaScript.',
      examples: [false],
    }),
  turnstile: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({
      description:
        'Site key of Cloudflare Turnstile. Fetches a script from Cloudflare, which the page must allow; the server needs TURNSTILE_SECRET.',
      examples: ['0x4AAAAAAA'],
    }),
});

export const Form = z
  .strictObject({
    $schema: z
      .string()
      .max(300)
      .optional()
      .meta({ description: 'Lets an editor complete and explain.', examples: ['/schema/form.json'] }),
    id: FormId,
    title: Text.meta({
      description: 'Name of the form, for people and screen readers.',
      examples: ['Book a demo'],
    }),
    language: LanguageCode.optional().meta({
      description: 'Language of the plain strings, "en" unless said.',
      examples: ['en'],
    }),
    kind: z
      .enum(['marketing', 'product', 'service'])
      .optional()
      .meta({
        description:
          'Whether a qualified lead is called MQL, PQL (a trial user) or service-qualified (a customer who wants more).',
        examples: ['marketing'],
      }),
    theme: Theme.optional().meta({
      description: 'Looks.',
      examples: [{ accent: '#4f46e5', radius: 12, scheme: 'auto' }],
    }),
    advance: z
      .boolean()
      .optional()
      .meta({ description: 'Go on by itself after a single choice. On unless false.', examples: [false] }),
    steps: z
      .array(Step)
      .min(1, 'a form needs at least one step')
      .max(100, 'at most 100 steps')
      .meta({
        description: 'The steps, in this order.',
        examples: [[{ id: 'need', fields: [{ id: 'role', type: 'text', label: 'Your role' }] }]],
      }),
    protect: Protect.optional().meta({
      description:
        'More against robots than is done anyway. What looks like one is set aside, never refused.',
      examples: [{ work: true }],
    }),
    signals: z
      .array(Signal)
      .max(100)
      .optional()
      .meta({
        description: 'Behaviour that counts.',
        examples: [[{ id: 'pricing', page: '/pricing*', points: { intent: 5 } }]],
      }),
    scoring: Scoring.optional().meta({
      description: 'How points add up.',
      examples: [{ dimensions: { fit: { max: 60 } } }],
    }),
    qualify: Qualify.optional().meta({
      description: 'Where the lines are.',
      examples: [{ mql: { score: { gte: 40 } } }],
    }),
    outcomes: z
      .array(Outcome)
      .min(1, 'a form needs at least one outcome, the one without a condition')
      .max(100)
      .meta({
        description: 'The endings; first match wins, the last has no condition.',
        examples: [[{ id: 'thanks', show: { type: 'message', title: 'Thank you' } }]],
      }),
    profiling: Profiling.optional().meta({
      description: 'How much to ask at once, and how long to remember.',
      examples: [{ maxQuestions: 4, days: 180 }],
    }),
    retention: Retention.optional().meta({
      description:
        'How long submissions are kept. They are removed at night, and the lead with the last one of it.',
      examples: [{ months: 24 }],
    }),
    confirmation: Confirmation.optional().meta({
      description:
        'A mail to whoever has sent the form, once a day at most. Off unless it is here; the server needs SMTP_URL.',
      examples: [{ subject: 'We have your request', text: 'Thank you. We call you within a day.' }],
    }),
    contact: Contact.optional().meta({
      description: 'Another way to reach you, offered where the form cannot be shown or sent.',
      examples: [{ url: 'mailto:sales@acme.com', label: 'Write to us' }],
    }),
    origins: z
      .array(Origin)
      .min(1, 'name at least one site, or leave "origins" out')
      .max(100)
      .optional()
      .meta({
        description:
          'The only sites that may show and send this form, beside its own server. Keeps copies off other pages; no protection against programs.',
        examples: [['https://acme.com', 'https://www.acme.com']],
      }),
    tests: z
      .array(FormTest)
      .max(200)
      .optional()
      .meta({
        description: 'People whom the form must judge rightly; a failing one stops a publish.',
        examples: [[{ name: 'A student', answers: { role: 'student' }, expect: { stage: 'disqualified' } }]],
      }),
    note: Note,
  })
  .meta({ title: 'Qualiform form', description: 'One lead-qualification form.' });
export type Form = z.infer<typeof Form>;
