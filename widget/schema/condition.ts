/** Conditions: questions about answers and facts, written as data and never as code. */
import { z } from 'zod';

export const Scalar = z.union([z.string().max(1000), z.number(), z.boolean()]).meta({
  description: 'A value to compare with: an option id, a text, a number, a date (YYYY-MM-DD) or true/false.',
  examples: ['switch', 40, true],
});
export type Scalar = z.infer<typeof Scalar>;

const Comparable = z.union([z.number(), z.string().max(1000)]);
const Scalars = z.array(Scalar).max(500);
const OptionIds = z.array(z.string().max(1000)).max(500);
const Fragment = z.string().min(1).max(1000);

/** Several operators on one fact mean all of them. */
export const Comparison = z
  .strictObject({
    is: Scalar.optional().meta({ description: 'Equals; on a "choices" field: has.', examples: ['switch'] }),
    not: Scalar.optional().meta({
      description: 'The opposite of "is"; holds too when there is no answer.',
      examples: ['research'],
    }),
    in: Scalars.optional().meta({ description: 'Is one of these.', examples: [['ceo', 'coo']] }),
    notIn: Scalars.optional().meta({
      description: 'Is none of these; holds too when there is no answer.',
      examples: [['student']],
    }),
    gt: Comparable.optional().meta({
      description: 'Greater, later, or further down the ordered options.',
      examples: [10],
    }),
    gte: Comparable.optional().meta({ description: 'Greater or equal.', examples: ['s50_200'] }),
    lt: Comparable.optional().meta({
      description: 'Less, earlier, or further up the ordered options.',
      examples: [100],
    }),
    lte: Comparable.optional().meta({ description: 'Less or equal.', examples: ['2026-12-31'] }),
    between: z
      .tuple([Comparable, Comparable])
      .optional()
      .meta({ description: 'From the first to the second, both included.', examples: [[10, 50]] }),
    has: z
      .string()
      .max(1000)
      .optional()
      .meta({ description: 'A "choices" answer contains this option.', examples: ['seo'] }),
    hasAny: OptionIds.optional().meta({
      description: 'Contains at least one of these options.',
      examples: [['seo', 'ads']],
    }),
    hasAll: OptionIds.optional().meta({
      description: 'Contains every one of these options.',
      examples: [['seo', 'ads']],
    }),
    answered: z
      .boolean()
      .optional()
      .meta({ description: 'Whether there is an answer at all.', examples: [true] }),
    contains: Fragment.optional().meta({
      description: 'The text contains this; case does not matter.',
      examples: ['crm'],
    }),
    startsWith: Fragment.optional().meta({
      description: 'The text starts with this; case does not matter.',
      examples: ['/pricing'],
    }),
    endsWith: Fragment.optional().meta({
      description: 'The text ends with this; case does not matter.',
      examples: ['.edu'],
    }),
  })
  .refine(
    (comparison) => Object.keys(comparison).length > 0,
    'name at least one operator, for example { "is": "yes" }',
  )
  .meta({
    description: 'What the fact must be; several operators mean all of them.',
    examples: [{ gte: 40 }],
  });
export type Comparison = z.infer<typeof Comparison>;
export type Operator = keyof Comparison;

/** Several keys mean all of them. `all`, `any` and `not` nest; every other key is a field or a fact. */
export const Condition = z
  .object({
    get all() {
      return z
        .array(Condition)
        .max(500)
        .optional()
        .meta({
          description: 'Every one of these holds; an empty list holds.',
          examples: [[{ need: 'switch' }]],
        });
    },
    get any() {
      return z
        .array(Condition)
        .max(500)
        .optional()
        .meta({
          description: 'At least one of these holds; an empty list does not.',
          examples: [[{ role: 'ceo' }]],
        });
    },
    get not() {
      return Condition.optional().meta({
        description: 'This does not hold.',
        examples: [{ need: 'research' }],
      });
    },
  })
  .catchall(z.union([Scalar, Comparison]))
  .meta({
    id: 'Condition',
    description:
      'Holds when every key holds. A key is a field id or a fact such as "score.fit" or "utm.source".',
    examples: [{ role: { in: ['ceo', 'coo'] }, 'visit.count': { gte: 2 } }],
  });
export type Condition = z.infer<typeof Condition>;
