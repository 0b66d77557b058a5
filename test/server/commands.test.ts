/** The command line, beside a server that runs. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { answers } from './forms.ts';
import { submission } from './local.ts';
import { openSink } from './sink.ts';
import type { Started } from './start.ts';
import { publish, send, started, temporary } from './started.ts';

const cli = path.resolve(import.meta.dirname, '../../server/cli.ts');

function runWith(settings: Record<string, string>, words: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...words], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
}

const run = (databaseUrl: string, ...words: string[]) => runWith({ DATABASE_URL: databaseUrl }, words);

const fileOf = ({ folder }: Started) => path.join(folder, 'data/qualiform.db');
const beside =
  (server: Started) =>
  (...words: string[]) =>
    run(`file:${fileOf(server)}`, ...words);

test('hands out and erases a person, also one who only ever was in quarantine', async () => {
  const server = await started();
  await publish(server);
  const command = beside(server);
  await send(server, submission({ ...answers.sql, email: 'ann@acme.com' }));
  const odd = submission({ ...answers.sql, email: 'Bob@acme.com', name: 'Bob Odd' });
  await send(server, { ...odd, proof: { trap: 'x' } });

  const handed = await command('export', 'bob@acme.com');
  expect(JSON.parse(handed.said)).toMatchObject({ person: null, submissions: [{ id: odd.id }] });
  expect(await command('erase', 'Ann@acme.com')).toEqual({
    code: 0,
    said: expect.stringMatching(/^Erased lead .*\n +1 leads\n +1 submissions/),
  });
  expect(await command('erase', 'bob@acme.com')).toEqual({
    code: 0,
    said: expect.stringMatching(/^Erased somebody who was no lead:\n +0 leads\n +1 submissions/),
  });
  for (const [word, email] of [
    ['erase', 'Ann@acme.com'],
    ['erase', 'bob@acme.com'],
    ['export', 'bob@acme.com'],
  ] as const)
    expect(await command(word, email)).toEqual({
      code: 1,
      said: expect.stringContaining('Nothing is held of this address'),
    });
});

test('purges, and asks before much of it goes', async () => {
  const server = await started();
  await publish(server);
  const command = beside(server);
  expect(await command('purge')).toEqual({
    code: 0,
    said: expect.stringContaining('Removed 0 submissions of 0'),
  });
  await send(server, submission(answers.sql));
  const sqlite = new Database(fileOf(server));
  sqlite.prepare('update submissions set updated_at = 1').run();
  sqlite.close();
  const stop = await command('purge');
  expect(stop).toEqual({ code: 1, said: expect.stringContaining('With --yes it is done.') });
  expect(stop.said).toContain('1 of demo: 24 months');
  expect((await command('purge', '--dry-run')).code).toBe(1);
  expect(await command('purge', '--yes')).toEqual({
    code: 0,
    said: expect.stringContaining('Removed 1 submissions of 1'),
  });
  const left = await fetch(`${server.url}/api/leads`, { headers: server.headers });
  expect(await left.json()).toMatchObject({ leads: [] });
});

test('never says where the database is, nor with what password: not of a form that is not there, not of an address that is none', async () => {
  const server = await started();
  const missing = await beside(server)('fallback', 'nothing');
  expect(missing).toEqual({ code: 1, said: expect.stringContaining('no published form "nothing"') });
  expect(missing.said).not.toContain(server.folder);
  const address = 'postgress://qualiform:hunter2@127.0.0.1:1/qualiform';
  const file = `file:${fileOf(server)}`;
  const copies = [
    ['--from', address, '--to', file],
    ['--from', file, '--to', address],
    ['--from', file, '--to', address.replace('ss:', 's:')],
  ];
  for (const words of [['fallback', 'nothing'], ...copies.map((more) => ['copy', ...more])]) {
    const { code, said } = await run(address.replace('ss:', 's:'), ...words);
    expect([words, code, /hunter2| {4}at /.test(said)]).toEqual([words, 1, false]);
  }
});

test('copies from no database that is not there', async () => {
  const folder = temporary();
  const file = path.join(folder, 'mistyped.db');
  const answer = await run('', 'copy', '--from', `file:${file}`, '--to', `file:${folder}/new.db`);
  expect(answer).toEqual({ code: 1, said: `There is no database at ${file}.\n` });
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('tries the mail server, and tells what it answered', async () => {
  const sink = await openSink();
  const settings = { SMTP_URL: sink.url, MAIL_FROM: 'forms@acme.example' };
  const told = await runWith(settings, ['mail', 'ann@harbour.example']);
  expect(told).toEqual({ code: 0, said: expect.stringMatching(/^127\.0\.0\.1:\d+ has taken it: 250 Kept/) });
  expect(sink.mails).toMatchObject([{ from: 'forms@acme.example', to: 'ann@harbour.example' }]);
  sink.answers.MAIL = '550 Not you';
  const refused = await runWith(settings, ['mail', 'ann@harbour.example']);
  expect(refused).toEqual({ code: 1, said: expect.stringContaining('did not take it: 550 Not you') });
  const none = await runWith({}, ['mail', 'ann@harbour.example']);
  expect(none).toEqual({ code: 1, said: expect.stringContaining('Set SMTP_URL and MAIL_FROM') });
});
