/** A database file that is broken at the start: told in one line, not touched, and put right by the backup that the line names. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { backUp, restore } from '../../server/db/backup.ts';
import { answers } from '../server/forms.ts';
import { startServer } from '../server/start.ts';
import { submission } from '../server/submission.ts';
import { send, serving, storedIds, temporary } from './serving.ts';

test('a file that was cut short or overwritten is refused with what to do, is left as it is, and a backup takes its place', async () => {
  const folder = temporary();
  const server = await serving({ folder });
  const bodies = Array.from({ length: 50 }, () => submission(answers.sql));
  for (const body of bodies) await send(server, body);
  await server.stop();
  const file = path.join(folder, 'data/qualiform.db');
  const backup = path.join(folder, 'backup.db');
  await backUp(file, backup);
  const whole = fs.readFileSync(file);
  const broken: Record<string, Buffer> = {
    'cut in half': whole.subarray(0, whole.length >> 1),
    'with a hole in it': Buffer.concat([
      whole.subarray(0, 4096),
      Buffer.alloc(30_000, 0x55),
      whole.subarray(34_096),
    ]),
    'something else': Buffer.from('<!doctype html>'.repeat(1000)),
  };

  for (const [what, bytes] of Object.entries(broken)) {
    fs.writeFileSync(file, bytes);
    const failure = await startServer({ folder }).catch((error: Error) => error.message);
    expect([what, failure]).toEqual([
      what,
      expect.stringMatching(/ended with 1 .*is damaged.*qualiform -- restore BACKUP\.\n/s),
    ]);
    expect(failure).not.toContain('    at ');
    expect(fs.readFileSync(file).equals(bytes), what).toBe(true);
  }

  // With the log of a server that was killed, which nobody can take into such a file.
  fs.writeFileSync(`${file}-wal`, 'of somebody else');
  const { kept } = restore(backup, file, 1);
  expect(fs.readFileSync(kept as string).equals(broken['something else'] as Buffer)).toBe(true);
  expect(fs.existsSync(`${file}-wal`)).toBe(false);
  const again = await serving({ folder }, []);
  expect((await storedIds(again)).sort()).toEqual(bodies.map(({ id }) => id).sort());
});
