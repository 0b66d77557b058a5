/** Whether visitors may be sent to this server, check by check. Words only: nothing here tells anybody anything of use. */
import type { Deps } from '../context.ts';
import { newestMigration } from '../db/migrate.ts';
import { defaultWorkspace, type Room } from '../db/store.ts';
import { traceOf } from '../db/trouble.ts';
import { findJob } from '../retention/queries.ts';
import { findLastMigration, findOldestMessage } from './queries.ts';

const megabyte = 1024 * 1024;
/** Bytes. Below the first whoever runs the server should see to it, and has days; below the second a database may break off mid-write. */
const littleRoom = 500 * megabyte;
const noRoom = 50 * megabyte;

export type Checks = Awaited<ReturnType<typeof check>>;

/** `full` is no more fit to be written to; `low` is for people to see to; nothing where the disk is another machine's. */
export const diskOf = ({ free }: Room) =>
  free === undefined ? undefined : free < noRoom ? 'full' : free < littleRoom ? 'low' : 'ok';

/**
 * A database that a newer release has changed still takes what this one writes, so that servers can be renewed one after the other. An
 * old message waits for whoever delivers it, and a purge for a person: neither is a reason to send visitors away.
 */
export async function check({ store, now, log }: Pick<Deps, 'store' | 'now' | 'log'>) {
  try {
    const canWrite = await store.commit([
      // There and back: a row that stays the same is not written.
      ['probe', { id: defaultWorkspace, by: 1 }],
      ['probe', { id: defaultWorkspace, by: -1 }],
    ]);
    const disk = diskOf(await store.room());
    const found = await findLastMigration(store.orm);
    const migrations = found === newest() ? 'ok' : found < newest() ? 'missing' : 'newer';
    const oldest = await findOldestMessage(store.orm);
    const stopped = ['share', 'clock'].includes((await findJob(store.orm))?.result?.outcome ?? '');
    return {
      ready: canWrite && disk !== 'full' && migrations !== 'missing',
      checks: {
        write: canWrite ? 'ok' : 'failing',
        migrations,
        ...(disk && { disk }),
        /** Seconds; null where nothing waits. */
        outbox: { age: oldest === undefined ? null : Math.max(0, Math.round((now() - oldest) / 1000)) },
        purge: stopped ? 'stopped' : 'ok',
      },
    };
  } catch (error) {
    log({ event: 'storage_trouble', path: '/readyz', error: traceOf(error) });
    return { ready: false, checks: { write: 'failing' } };
  }
}

let known: number | undefined;
/** The release's own; its files do not change while it runs. */
function newest(): number {
  known ??= newestMigration();
  return known;
}
