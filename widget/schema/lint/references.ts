/** References: fields, options, facts and steps that do not exist, that stand too late, or that a place may not see. */
import { eachFact } from '../../engine/conditions.ts';
import type { Comparison, Scalar } from '../form.ts';
import { countryRemedy, isUnknownCountry } from './countries.ts';
import { type Asked, inside, listConditions } from './scopes.ts';
import { quoted, type Spot, type Token } from './source.ts';
import type { Subject } from './subject.ts';
import { closest, listed, suggest } from './suggest.ts';
import { campaignFacts, formStages, meaningOf, namesIn, peopleStages } from './vocabulary.ts';

/** Every condition names only what is there, what stands before it, and what its place may see. */
export function checkConditionNames(subject: Subject): void {
  const firstEmail = Math.min(
    ...[...subject.fields.values()].flatMap(({ field, position }) =>
      field.type === 'email' ? [position] : [],
    ),
  );
  for (const asked of listConditions(subject))
    eachFact(asked.condition, (name, comparison, path) => {
      checkName(subject, asked, name, path, firstEmail);
      checkOperands(subject, name, comparison, inside(asked, path));
    });
}

function checkName(subject: Subject, asked: Asked, name: string, path: Token[], firstEmail: number): void {
  const { report, describe, fields } = subject;
  const { scope } = asked;
  const spot = { ...inside(asked, path), key: true };
  const where = describe({ on: asked.on });
  const meaning = meaningOf(name, subject);

  if (meaning === undefined) {
    report.error('unknown_reference', spot, `unknown field ${quoted(name)} in ${where}`, () => {
      const near = closest(name, ['all', 'any', 'not', ...namesIn(scope, subject), ...fields.keys()]);
      if (near !== undefined) return `did you mean "${near}"?`;
      const seen = [...fields].filter(([, { position }]) => position < scope.upTo).map(([id]) => id);
      return suggest(undefined, seen, 'name a fact, such as "visit.count": no field stands before');
    });
    return;
  }
  if (meaning.kind === 'field' && meaning.position >= scope.upTo) {
    const step = fields.get(name)?.step;
    const same = asked.on === meaning.field;
    report.error(
      'forward_reference',
      spot,
      same
        ? `${where} asks for its own answer`
        : `${where} asks for ${quoted(name)}, which is answered only later${step ? `, in step "${step.id}"` : ''}`,
      same
        ? 'ask for a field that stands before it'
        : `move ${quoted(name)} up, or ask for a field that stands before`,
    );
  }
  if ((meaning.kind === 'free' || meaning.kind === 'domain') && firstEmail >= scope.upTo)
    report.error(
      Number.isFinite(firstEmail) ? 'forward_reference' : 'unknown_reference',
      spot,
      `${where} asks for ${quoted(name)}, ${Number.isFinite(firstEmail) ? 'but the e-mail address comes only later' : 'but the form has no field of the type "email"'}`,
      Number.isFinite(firstEmail)
        ? 'move the e-mail field up'
        : 'add an e-mail field, or drop this condition',
    );
  if (meaning.kind === 'score' && scope.score !== true)
    report.error(
      'not_visible',
      spot,
      `${where} cannot ask for ${quoted(name)}: ${scope.score}`,
      'ask for answers or signals instead',
    );
  if (meaning.kind === 'stage' && scope.stage !== true)
    report.error(
      'not_visible',
      spot,
      `${where} cannot ask for "stage": ${scope.stage}`,
      scope.score === true ? 'ask for the score instead' : 'ask for answers instead',
    );
  checkCampaignKey(subject, name, spot, where);
}

/** A campaign key may be any, but one that is close to a usual one is a slip of the pen. */
export function checkCampaignKey({ report }: Subject, name: string, spot: Spot, where: string): void {
  const isUnusual = /^(first\.)?utm\./.test(name) && !campaignFacts.includes(name);
  const near = isUnusual ? closest(name, campaignFacts) : undefined;
  if (near)
    report.warn(
      'unusual_name',
      spot,
      `${quoted(name)} in ${where} is no usual campaign key`,
      `did you mean "${near}"?`,
    );
}

/** The values that a comparison names, each with the way to it. What the text operators and `answered` take is no name. */
export function* operandsOf(
  comparison: Scalar | Comparison,
): Generator<[operator: string, value: unknown, path: Token[]]> {
  if (typeof comparison !== 'object') {
    yield ['is', comparison, []];
    return;
  }
  for (const [operator, operand] of Object.entries(comparison)) {
    if (['answered', 'contains', 'startsWith', 'endsWith'].includes(operator)) continue;
    if (!Array.isArray(operand)) yield [operator, operand, [operator]];
    else for (const [index, value] of operand.entries()) yield [operator, value, [operator, index]];
  }
}

/** Options and stages are named as they are declared, countries as they are. */
function checkOperands(subject: Subject, name: string, comparison: Scalar | Comparison, spot: Spot): void {
  const { report, names, form } = subject;
  const meaning = meaningOf(name, subject);
  if (meaning?.kind === 'field' && 'options' in meaning.field) {
    const options = names.options.get(name) ?? new Set<string>();
    for (const [, value, path] of operandsOf(comparison))
      if (typeof value !== 'string' || !options.has(value))
        report.error(
          'unknown_option',
          { ...spot, path: [...(spot.path ?? []), ...path] },
          `field ${quoted(name)} has no option ${quoted(value)}`,
          () => suggest(String(value), options, 'name an option'),
        );
  }
  if (meaning?.kind === 'field' && meaning.field.type === 'country')
    for (const [, value, path] of operandsOf(comparison))
      if (isUnknownCountry(value))
        report.warn(
          'unknown_country',
          { ...spot, path: [...(spot.path ?? []), ...path] },
          `no country has the code ${quoted(value)}, which ${quoted(name)} is compared with`,
          countryRemedy(value),
        );
  if (meaning?.kind !== 'stage') return;
  const { disqualify = [], mql, sql } = form.qualify ?? {};
  const given: Record<string, boolean> = {
    lead: true,
    mql: !!mql,
    sql: !!sql,
    disqualified: disqualify.length > 0,
  };
  for (const [, value, path] of operandsOf(comparison)) {
    const here = { ...spot, path: [...(spot.path ?? []), ...path] };
    if (peopleStages.some((stage) => stage === value))
      report.warn(
        'never_holds',
        here,
        `the stage ${quoted(value)} is given by people, never by a form`,
        `ask for ${listed(formStages)}`,
      );
    else if (typeof value !== 'string' || !Object.hasOwn(given, value))
      report.error('unknown_stage', here, `there is no stage ${quoted(value)}`, () =>
        suggest(value, formStages, ''),
      );
    else if (!given[value])
      report.warn(
        'never_holds',
        here,
        `this form never gives the stage ${quoted(value)}`,
        value === 'disqualified' ? 'add a rule to "disqualify"' : `add a line "${value}" to "qualify"`,
      );
  }
}

/** Points go to declared dimensions. */
export function checkPoints({ form, names, report, describe }: Subject): void {
  const check = (on: { points?: unknown }) => {
    if (typeof on.points !== 'object' || on.points === null) return;
    for (const dimension of Object.keys(on.points))
      if (!names.dimensions.has(dimension))
        report.error(
          'unknown_dimension',
          { on, path: ['points', dimension], key: true },
          `unknown dimension ${quoted(dimension)} in the points of ${describe({ on })}`,
          () =>
            suggest(
              dimension,
              form.scoring?.dimensions ? names.dimensions : [],
              'declare it under "dimensions" of "scoring", or write the points as a plain number',
            ),
        );
  };
  for (const field of form.steps.flatMap((step) => step.fields))
    if ('options' in field) for (const option of field.options) check(option);
  for (const signal of form.signals ?? []) check(signal);
  for (const rule of form.scoring?.rules ?? []) check(rule);
}

/** Jumps lead to a later step, or to the end. */
export function checkJumps({ form, names, report }: Subject): void {
  const order = form.steps.map((step) => step.id);
  for (const [from, step] of form.steps.entries())
    for (const jump of step.next ?? []) {
      if (jump.go === 'end') continue;
      const spot = { on: jump, path: ['go'] };
      const to = order.indexOf(jump.go);
      if (!names.steps.has(jump.go))
        report.error(
          'unknown_reference',
          spot,
          `step "${step.id}" jumps to ${quoted(jump.go)}, which does not exist`,
          () => suggest(jump.go, [...order.slice(from + 1), 'end'], 'name a later step, or "end"'),
        );
      else if (to !== -1 && to <= from)
        report.error(
          'backward_jump',
          spot,
          to === from ? `step "${step.id}" jumps to itself` : `step "${step.id}" jumps back to "${jump.go}"`,
          'jumps lead forward, so that every path ends; name a later step, or "end"',
        );
    }
}

/** What is handed to a calendar comes from fields of the right type. */
export function checkPass({ form, names, fields, report }: Subject): void {
  const wanted = { name: ['text'], email: ['email'] };
  for (const { id, show } of form.outcomes) {
    if (show.type !== 'booking' || !show.pass) continue;
    for (const key of ['name', 'email'] as const) {
      const named = show.pass[key];
      if (named === undefined) continue;
      const spot = { on: show, path: ['pass', key] };
      const type = fields.get(named)?.field.type;
      const right = [...fields]
        .filter(([, { field }]) => wanted[key].includes(field.type))
        .map(([name]) => name);
      const otherwise = `add a field of the type "${wanted[key][0]}", or leave "${key}" out`;
      if (!names.fields.has(named))
        report.error('unknown_reference', spot, `unknown field ${quoted(named)} in outcome "${id}"`, () =>
          suggest(named, right, otherwise),
        );
      else if (type !== undefined && !wanted[key].includes(type))
        report.error(
          'unlike_type',
          spot,
          `outcome "${id}" passes field ${quoted(named)} on as the ${key === 'email' ? 'e-mail address' : 'name'}, but it is of the type "${type}"`,
          () => suggest('', right, otherwise),
        );
    }
  }
}
