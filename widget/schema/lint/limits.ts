/** Limits that cross, keys that do nothing, and conditions too large to follow. */

import { defaultRange, isDay } from '../../engine/answers.ts';
import type { Condition, Field } from '../form.ts';
import { listConditions } from './scopes.ts';
import type { Subject } from './subject.ts';

/** Bounds of work for whoever evaluates a condition, and for whoever reads it. */
const deepest = 8;
const mostNodes = 500;

interface Size {
  depth: number;
  nodes: number;
}

/** Nesting of all, any and not, the condition itself counted; and every key in it. */
function sizeOf(condition: Condition): Size {
  const size = { depth: 1, nodes: 0 };
  for (const [key, part] of Object.entries(condition)) {
    size.nodes += 1;
    const nested =
      key === 'not' ? [part as Condition] : key === 'all' || key === 'any' ? (part as Condition[]) : [];
    for (const inner of nested.map(sizeOf)) {
      size.nodes += inner.nodes + 1;
      size.depth = Math.max(size.depth, inner.depth + 1);
    }
  }
  return size;
}

export function checkConditionSizes(subject: Subject): void {
  for (const { condition, on, key } of listConditions(subject)) {
    const { depth, nodes } = sizeOf(condition);
    const where = subject.describe({ on });
    const spot = { on, path: [key] };
    if (depth > deepest)
      subject.report.error(
        'too_deep',
        spot,
        `the condition of ${where} nests ${depth} deep, and ${deepest} is the most`,
        'say it with fewer "all", "any" and "not"',
      );
    if (nodes > mostNodes)
      subject.report.error(
        'too_large',
        spot,
        `the condition of ${where} has ${nodes} parts, and ${mostNodes} is the most`,
        'use "in" for many values of one field, or split it into rules',
      );
  }
}

/** The smallest and the largest answer, as the field has them. */
function boundsOf(field: Field): { min: number | string | undefined; max: number | string | undefined } {
  if (field.type === 'range')
    return { min: field.min ?? defaultRange.min, max: field.max ?? defaultRange.max };
  if (field.type === 'choices')
    return { min: field.min, max: Math.min(field.max ?? 300, field.options.length) };
  if (field.type === 'number') return { min: field.min, max: field.max };
  if (field.type === 'date' && isDay(field.min ?? '') && isDay(field.max ?? ''))
    return { min: field.min, max: field.max };
  return { min: undefined, max: undefined };
}

export function checkFields({ form, report }: Subject): void {
  for (const field of form.steps.flatMap((step) => step.fields)) {
    const { min, max } = boundsOf(field);
    if (min !== undefined && max !== undefined && min > max)
      report.error(
        'bounds_cross',
        { on: field, path: ['min'] },
        `field "${field.id}" takes nothing: at least ${min} and at most ${max}`,
        field.type === 'range' && field.max === undefined
          ? `a range ends at ${defaultRange.max} unless "max" says otherwise`
          : 'make "min" the smaller one',
      );
    if (field.type === 'hidden' && field.required)
      report.warn(
        'no_effect',
        { on: field, path: ['required'] },
        `field "${field.id}" is hidden, so nobody can be made to answer it`,
        'leave "required" out',
      );
    for (const key of ['prefill', 'remember'] as const)
      if (field.type === 'consent' && field[key])
        report.warn(
          'no_effect',
          { on: field, path: [key] },
          `consent "${field.id}" is given by ticking it each time, so "${key}" does nothing`,
          `leave "${key}" out`,
        );
  }
  for (const signal of form.signals ?? [])
    if (signal.page !== undefined && !/^[/*]/.test(signal.page))
      report.warn(
        'never_holds',
        { on: signal, path: ['page'] },
        `no page has the path "${signal.page}"`,
        'a path starts with "/", as in "/pricing*"',
      );
}
