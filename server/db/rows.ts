/** Statements of PostgreSQL that add a row, as statements that add many: one column of values for each slot. */
import { is, Param } from 'drizzle-orm';
import { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { binder, type Named } from './bind.ts';
import { forPostgres, valuesForPostgres } from './dialect.ts';
import type { Statement } from './line.ts';
import type { Orm } from './orm.ts';
import { mapStatements, type Values } from './statements.ts';
import type { Query } from './writes/slots.ts';

/** In the order in which rows point to each other. Whatever else is written hangs on what was read, and goes alone. */
export const adding = [
  'addLead',
  'addMove',
  'addHandover',
  'addOutbox',
  'addToken',
  'addSubmission',
  'refuseErased',
  'addConsent',
  'addTry',
] as const satisfies (keyof Values)[];

export type Adding = (typeof adding)[number];

export const isAdding = (name: keyof Values): name is Adding =>
  (adding as readonly (keyof Values)[]).includes(name);

/** One statement for all rows. */
export type ForRows = (rows: readonly Named[]) => Statement;

/** The statements that add, for a database. */
export function mapAdding(orm: Orm): Record<Adding, ForRows> {
  const queries = mapStatements(orm, (query) => query);
  return Object.fromEntries(adding.map((name) => [name, forRows(queries[name])])) as Record<Adding, ForRows>;
}

function forRows({ sql, params }: Query): ForRows {
  // Of a column that is left empty nothing need be said; but it has a slot.
  const given = params.filter((param) => param !== null);
  const bind = binder(given);
  const slots = given.map((param, index) => `$${index + 1}::${typeOf(param)}[]`);
  const text = forPostgres(sql)
    .replace(/ \(([^)]*)\) values \([^)]*\)$/, (_, columns: string) => {
      const own = columns.split(', ').filter((__, index) => params[index] !== null);
      return ` (${own.join(', ')}) select * from unnest(${slots})`;
    })
    .replace(/= \$1$/, `= any(${slots})`);
  return (rows) => {
    const bound = rows.map((row) => valuesForPostgres(bind(row)));
    return { text, values: given.map((_, slot) => bound.map((values) => values[slot])) };
  };
}

/** As the migrations have it: whole numbers are 64 bits wide. */
const typeOf = (param: unknown): string =>
  is(param, Param) && is(param.encoder, SQLiteColumn) && param.encoder.getSQLType() === 'integer'
    ? 'bigint'
    : 'text';
