/** The lines of MQL and SQL: each can be reached, and SQL is not the easier one. */
import type { Condition } from '../form.ts';
import type { Solver } from './solver.ts';
import type { Subject } from './subject.ts';

export function checkThresholds({ form, report }: Subject, solver: Solver): void {
  const { qualify } = form;
  const { mql, sql } = qualify ?? {};
  if (!qualify) return;
  const holds = (condition: Condition) => solver.canHold([solver.node(condition)]);

  if (sql && holds(sql) && !solver.canHold([solver.stage('sql')]))
    report.warn(
      'unreachable',
      { on: qualify, path: ['sql'] },
      'nobody becomes SQL: all who reach "sql" are disqualified',
      'narrow the "disqualify" rules',
    );
  if (!mql || !holds(mql)) return;
  if (!sql || !holds(sql)) {
    if (!solver.canHold([solver.stage('mql')]))
      report.warn(
        'unreachable',
        { on: qualify, path: ['mql'] },
        'nobody becomes MQL: all who reach "mql" are disqualified',
        'narrow the "disqualify" rules',
      );
    return;
  }
  // The two lines cross where all who reach MQL reach SQL as well, and others too.
  if (!solver.canHold([solver.node(mql), solver.node(sql, false)])) {
    if (solver.canHold([solver.node(sql), solver.node(mql, false)]))
      report.error(
        'thresholds_cross',
        { on: qualify, path: ['sql'] },
        `"sql" is easier than "mql": all who reach "mql" reach "sql" as well${compared(mql, sql)}`,
        'raise "sql", or lower "mql"',
      );
    else
      report.warn(
        'unreachable',
        { on: qualify, path: ['mql'] },
        'nobody becomes MQL: "mql" and "sql" ask for the same',
        'lower "mql", raise "sql", or leave "mql" out',
      );
    return;
  }
  if (!solver.canHold([solver.stage('mql')]))
    report.warn(
      'unreachable',
      { on: qualify, path: ['mql'] },
      'nobody becomes MQL: all who reach "mql" are SQL or disqualified',
      'lower "mql", raise "sql", or leave "mql" out',
    );
  const [name, low, high] = lower(mql, sql)[0] ?? [];
  if (name !== undefined)
    report.warn(
      'thresholds_overlap',
      { on: qualify, path: ['sql', name] },
      `"sql" asks for less of "${name}" (${low}) than "mql" does (${high}), so a lead may become SQL without ever being MQL`,
      'raise it in "sql", unless this is meant',
    );
}

/** Lowest values that a plain comparison of scores lets through, by name. */
function bounds(condition: Condition): Map<string, number> {
  const found = new Map<string, number>();
  for (const [name, part] of Object.entries(condition)) {
    if (!(name === 'score' || name.startsWith('score.')) || typeof part !== 'object') continue;
    const { gte, gt, between } = part as { gte?: unknown; gt?: unknown; between?: readonly unknown[] };
    const limits = [gte, typeof gt === 'number' ? Math.floor(gt) + 1 : undefined, between?.[0]].filter(
      (bound) => typeof bound === 'number',
    );
    if (limits.length > 0) found.set(name, Math.max(...limits));
  }
  return found;
}

/** What both lines ask of, where SQL asks less. */
function lower(mql: Condition, sql: Condition): [name: string, sql: number, mql: number][] {
  const high = bounds(mql);
  return [...bounds(sql)].flatMap(([name, bound]): [string, number, number][] => {
    const other = high.get(name);
    return other !== undefined && bound < other ? [[name, bound, other]] : [];
  });
}

function compared(mql: Condition, sql: Condition): string {
  const [first] = lower(mql, sql);
  return first ? ` ("${first[0]}" from ${first[1]} against ${first[2]})` : '';
}
