/** Published versions, each parsed and compiled once. They never change, so they may be kept for ever. */
import { eq, sql } from 'drizzle-orm';
import { type CompiledForm, compile } from '../../widget/engine/compile.ts';
import { Form } from '../../widget/schema/form.ts';
import type { Orm } from '../db/orm.ts';
import { forms } from '../db/schema/forms.ts';
import { Lru } from '../lru.ts';
import { findVersion } from './queries.ts';

export interface Published {
  form: Form;
  version: number;
  compiled: CompiledForm;
  text: string;
  publishedAt: number;
}

export interface Versions {
  /** A version that was published at some time, whatever became of the form since. */
  find(form: string, version: number): Promise<Published | undefined>;
  /** The version that visitors get; nothing for a form that is unknown, only a draft, or archived. */
  findLive(form: string): Promise<Published | undefined>;
}

const mostKept = 300;

export function createVersions(orm: Orm): Versions {
  const kept = new Lru<string, Published>(mostKept);
  const state = orm
    .select({ live: forms.liveVersion, archivedAt: forms.archivedAt })
    .from(forms)
    .where(eq(forms.id, sql.placeholder('id')))
    .prepare();

  async function find(id: string, version: number): Promise<Published | undefined> {
    const key = `${id}@${version}`;
    const known = kept.get(key);
    if (known) return known;
    const row = await findVersion(orm, id, version);
    if (!row) return undefined;
    const form = Form.parse(JSON.parse(row.text));
    const published = {
      form,
      version,
      compiled: compile(form),
      text: row.text,
      publishedAt: row.publishedAt,
    };
    kept.set(key, published);
    return published;
  }

  return {
    find,
    async findLive(id) {
      const [row] = await state.execute({ id });
      return row && row.live !== null && row.archivedAt === null ? find(id, row.live) : undefined;
    },
  };
}
