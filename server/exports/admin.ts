/** What is taken out: one person with everything, or many leads as a table. */
import type { Context } from 'hono';
import { z } from 'zod';
import { audited, type Deed } from '../audit/queries.ts';
import { type Deps, type Env, factory } from '../context.ts';
import { traceOf } from '../db/trouble.ts';
import { ByEmail, findHeld, nothingHeld, type Whom } from '../erasures/held.ts';
import { iso } from '../iso.ts';
import { stages } from '../leads/stages.ts';
import { notFound, type Refusal, refuse } from '../problem.ts';
import { json, query } from '../valid.ts';
import { describePerson, personTaken } from './person.ts';
import { type Exports, exportLater, streamOf } from './running.ts';
import { leadTable } from './table.ts';

export const TableQuery = z.object({
  stage: z.enum(stages).optional(),
  form: z.string().max(64).optional(),
  q: z.string().max(200).optional(),
});

const attachment = (name: string) => `attachment; filename="${name}"`;

export const exportRoutes = (exports: Exports) =>
  factory
    .createApp()
    .get('/leads/export.csv', query(TableQuery), async (c) => {
      const { deps, who } = c.var;
      const filter = c.req.valid('query');
      const end = exports.begin(deps.store);
      if (!end) return refuse(c, exportLater);
      await writeDown(deps, tableTaken({ who, filter, at: deps.now() })).catch((error) => {
        end();
        throw error;
      });
      const body = streamOf(leadTable(deps, filter), {
        patience: exports.patience,
        end(error) {
          end();
          if (error) deps.log({ event: 'error', path: c.req.path, error: traceOf(error) });
        },
      });
      return c.body(body, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': attachment(`leads-${iso(deps.now()).slice(0, 10)}.csv`),
      });
    })
    .get('/leads/:id/export', (c) => personFile(c, exports, { lead: c.req.param('id') }, notFound('lead')))
    .post('/exports', json(ByEmail), (c) => personFile(c, exports, c.req.valid('json'), nothingHeld));

/** Nothing leaves without a line in the log. */
const writeDown = ({ store }: Pick<Deps, 'store'>, deed: Deed) => store.commit([audited(deed)]);

interface Taking extends Pick<Deed, 'who' | 'at'> {
  filter: z.infer<typeof TableQuery>;
}

/** What was searched for may be somebody's name, and stays out of the log, which outlives whoever is erased. */
const tableTaken = ({ who, at, filter: { q, ...filter } }: Taking): Deed => ({
  who,
  action: 'leads.export',
  target: 'leads.csv',
  detail: { ...filter, ...(q !== undefined && { searched: true }) },
  at,
});

/** One person as a file, or why not. */
async function personFile(c: Context<Env>, exports: Exports, whom: Whom, missing: Refusal<404>) {
  const { deps, who } = c.var;
  const end = exports.begin(deps.store);
  if (!end) return refuse(c, exportLater);
  try {
    const held = await findHeld(deps.store.orm, whom);
    if (!held) return refuse(c, missing);
    const person = await describePerson(deps, held);
    await writeDown(deps, personTaken(who, held, deps.now()));
    // For a person to read.
    return c.body(JSON.stringify(person, null, 2), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': attachment(`person-${held.lead?.id ?? iso(deps.now()).slice(0, 10)}.json`),
    });
  } finally {
    end();
  }
}
