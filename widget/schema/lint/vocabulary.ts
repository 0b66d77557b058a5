/** What a name in a condition means, and which names there are. */

import { clickIds, contextType } from '../../engine/facts.ts';
import type { Field } from '../form.ts';
import type { Scope } from './scopes.ts';
import type { Subject } from './subject.ts';

export type Meaning =
  | { kind: 'field'; field: Field; position: number }
  /** Declared, but in a part that the schema refused. */
  | { kind: 'unclear' }
  | { kind: 'score'; dimension?: string }
  | { kind: 'stage' }
  | { kind: 'signal' }
  | { kind: 'number' }
  | { kind: 'text' }
  | { kind: 'free' }
  | { kind: 'domain' };

/** Stages that a form gives by itself. */
export const formStages = ['lead', 'mql', 'sql', 'disqualified'] as const;
/** Stages that people give. */
export const peopleStages = ['sal', 'customer', 'nurture'] as const;

/** The utm keys that are in use; any other is taken for a slip if it is close to one of these. */
const utmKeys = [
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'id',
  'source_platform',
  'creative_format',
  'marketing_tactic',
];
const utmFacts = utmKeys.map((key) => `utm.${key}`);
/** Of the last touch, which is the one that people ask about, and of the first. */
const touchFacts = ['referrer.host', 'landing.path', ...utmFacts, ...clickIds.map((id) => `click.${id}`)];
const first = (name: string) => `first.${name}`;
export const campaignFacts = [...utmFacts, ...utmFacts.map(first)];

/** Every frozen fact that a form may ask for and a test may set. */
export const frozen = [
  'visit.count',
  'visit.days',
  'visit.minutes',
  'page.path',
  'language',
  ...touchFacts,
  ...touchFacts.map(first),
];
const fromEmail = ['email.domain', 'email.free'];

/** What a name means, or undefined if there is no such thing. */
export function meaningOf(name: string, { names, fields }: Subject): Meaning | undefined {
  const placed = fields.get(name);
  if (placed) return { kind: 'field', field: placed.field, position: placed.position };
  if (names.fields.has(name)) return { kind: 'unclear' };
  if (name === 'score') return { kind: 'score' };
  if (name === 'stage') return { kind: 'stage' };
  if (name === 'email.domain') return { kind: 'domain' };
  if (name === 'email.free') return { kind: 'free' };
  const [, before, after = ''] = /^(score|signal)\.(.*)$/.exec(name) ?? [];
  if (before === 'score')
    return names.dimensions.has(after) ? { kind: 'score', dimension: after } : undefined;
  if (before === 'signal') return names.signals.has(after) ? { kind: 'signal' } : undefined;
  const type = contextType(name);
  return type && { kind: type === 'number' ? 'number' : 'text' };
}

/** Every name that a condition of this scope may use, those of its own form first. */
export function namesIn(scope: Scope, { names, fields }: Subject): string[] {
  const seen = [...fields].filter(([, { position }]) => position < scope.upTo).map(([id]) => id);
  return [
    ...seen,
    ...(scope.score === true ? ['score', ...[...names.dimensions].map((id) => `score.${id}`)] : []),
    ...(scope.stage === true ? ['stage'] : []),
    ...[...names.signals].map((id) => `signal.${id}`),
    ...frozen,
    ...fromEmail,
  ];
}
