/** Lines that no answers can reach: conditions that never hold, endings and jumps behind one that always does. */
import { eachFact } from '../../engine/conditions.ts';
import type { Comparison, Condition, Scalar } from '../form.ts';
import { isUnknownCountry } from './countries.ts';
import { explain } from './explain.ts';
import { operandsOf } from './references.ts';
import { type Asked, inside, listConditions } from './scopes.ts';
import type { Node, Solver } from './solver.ts';
import { quoted } from './source.ts';
import type { Subject } from './subject.ts';
import { meaningOf } from './vocabulary.ts';

/** Every condition can hold. Returns those that cannot, which need not be told again. */
export function checkConditionsHold(subject: Subject, solver: Solver): ReadonlySet<object> {
  const dead = new Set<object>();
  for (const asked of listConditions(subject)) {
    let told = false;
    eachFact(asked.condition, (name, comparison, path) => {
      if (tellComparison(subject, solver, asked, name, comparison, path)) told = true;
    });
    const upTo = asked.final ? undefined : asked.scope.upTo;
    // What was asked before was asked of the score of that moment.
    const goals = [
      ...asked.given.map((given) => solver.node(given, true, true)),
      solver.node(asked.condition),
    ];
    const holds = solver.canHold(goals, upTo);
    if (!holds) dead.add(asked.on);
    if (told) continue;
    if (!holds) {
      const alone = solver.canHold([solver.node(asked.condition)], upTo);
      subject.report.warn(
        'never_holds',
        { on: asked.on, path: [asked.key] },
        `no answers make the ${asked.key === 'when' ? 'condition' : quoted(asked.key)} of ${subject.describe({ on: asked.on })} hold`,
        alone
          ? 'it contradicts the condition of its step'
          : 'its parts contradict each other, or the conditions under which those fields are asked; several keys mean all of them, "any" means one',
      );
    } else tellAlternatives(subject, solver, asked, asked.condition, []);
  }
  return dead;
}

/** Tells a comparison that can never hold by itself. */
function tellComparison(
  subject: Subject,
  solver: Solver,
  asked: Asked,
  name: string,
  comparison: Scalar | Comparison,
  path: (string | number)[],
): boolean {
  const meaning = meaningOf(name, subject);
  if (meaning === undefined || meaning.kind === 'unclear') return true;
  const upTo = asked.final ? undefined : asked.scope.upTo;
  const canHold = (part: Scalar | Comparison) => solver.canHold([solver.node({ [name]: part })], upTo);
  if (canHold(comparison)) return false;
  // Stages, options and countries that do not exist are told as such.
  if (meaning.kind === 'stage') return true;
  const options =
    meaning.kind === 'field' && 'options' in meaning.field ? subject.names.options.get(name) : undefined;
  const isUnknown = (value: unknown) => typeof value !== 'string' || !options?.has(value);
  if (options && [...operandsOf(comparison)].some(([, value]) => isUnknown(value))) return true;
  const isCountry = meaning.kind === 'field' && meaning.field.type === 'country';
  if (isCountry && [...operandsOf(comparison)].some(([, value]) => isUnknownCountry(value))) return true;

  const parts: [string | undefined, Comparison][] =
    typeof comparison === 'object'
      ? Object.entries(comparison).map(([operator, operand]) => [operator, { [operator]: operand }])
      : [[undefined, { is: comparison }]];
  const [operator, part] = parts.find(([, one]) => !canHold(one)) ?? [undefined, undefined];
  const { message, remedy } = explain(
    name,
    meaning,
    part,
    solver.most(meaning.kind === 'score' ? meaning.dimension : undefined, upTo),
  );
  const place = inside(asked, operator === undefined ? path : [...path, operator]);
  subject.report.warn(
    'never_holds',
    place,
    `${message}, so this in ${subject.describe({ on: asked.on })} never holds`,
    remedy,
  );
  return true;
}

/** Tells an alternative in `any` that can never be the one that holds. */
function tellAlternatives(
  subject: Subject,
  solver: Solver,
  asked: Asked,
  condition: Condition,
  path: (string | number)[],
): void {
  for (const key of ['all', 'any'] as const)
    for (const [index, nested] of ((condition[key] ?? []) as Condition[]).entries()) {
      const here = [...path, key, index];
      if (key === 'any' && !solver.canHold([solver.node(nested)], asked.final ? undefined : asked.scope.upTo))
        subject.report.warn(
          'never_holds',
          inside(asked, here),
          `no answers make this alternative in ${subject.describe({ on: asked.on })} hold`,
          'its parts contradict each other; several keys mean all of them',
        );
      else tellAlternatives(subject, solver, asked, nested, here);
    }
}

/** The first that holds is taken: tells each one that the ones before it leave nothing to. */
function tellShadowed(
  solver: Solver,
  rows: readonly { when?: Condition | undefined }[],
  upTo: number | undefined,
  tell: (index: number, by: number | undefined) => void,
): void {
  const before: Node[] = [];
  for (const [index, row] of rows.entries()) {
    const open = rows.slice(0, index).findIndex((earlier) => earlier.when === undefined);
    if (open > -1) tell(index, open);
    else if (index > 0 && !solver.canHold([...before, ...(row.when ? [solver.node(row.when)] : [])], upTo))
      tell(index, undefined);
    if (row.when) before.push(solver.node(row.when, false));
  }
}

/** The outcomes: every one before the last can be reached. */
export function checkOutcomes(subject: Subject, solver: Solver, dead: ReadonlySet<object>): void {
  const { form, report } = subject;
  const last = form.outcomes.at(-1);
  tellShadowed(solver, form.outcomes, undefined, (index, by) => {
    const outcome = form.outcomes[index];
    // The last outcome is there for what nobody thought of; it may well be left over.
    if (!outcome || dead.has(outcome) || (by === undefined && outcome === last)) return;
    const first = by === undefined ? undefined : form.outcomes[by];
    report.warn(
      'unreachable',
      { on: outcome },
      first
        ? `outcome "${outcome.id}" is never reached: "${first.id}" before it has no condition`
        : `outcome "${outcome.id}" is never reached: those before it take everybody`,
      first ? `give "${first.id}" a "when", or move it to the end` : 'move it up, or delete it',
    );
  });
}

/** Jumps and steps: each can be reached. */
export function checkWays(subject: Subject, solver: Solver, dead: ReadonlySet<object>): void {
  const { form, report, bounds } = subject;
  const reached = new Set([0]);
  for (const [index, step] of form.steps.entries()) {
    const jumps = step.next ?? [];
    tellShadowed(solver, jumps, bounds(step).to, (position) => {
      const jump = jumps[position];
      if (jump && !dead.has(jump))
        report.warn(
          'unreachable',
          { on: jump },
          `this jump of step "${step.id}" is never taken: those before it always are`,
          'move it up, or delete it',
        );
    });
    if (!reached.has(index)) {
      report.warn(
        'unreachable',
        { on: step },
        `step "${step.id}" is never reached: every way jumps over it`,
        'let a step before it go on to it, or delete it',
      );
      continue;
    }
    for (const jump of jumps) {
      if (dead.has(jump)) continue;
      const to = form.steps.findIndex((target) => target.id === jump.go);
      reached.add(to > index ? to : index + 1);
    }
    const always = jumps.some(
      (jump) =>
        jump.when === undefined &&
        (jump.go === 'end' || form.steps.some(({ id }, to) => id === jump.go && to > index)),
    );
    if (!always || step.when) reached.add(index + 1);
    // A jump to the end reaches nothing; one to nowhere is told elsewhere.
  }
}
