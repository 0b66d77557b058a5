/** The server as a process: how it starts, what it says, and how it ends. */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { waitFor } from '../wait.ts';
import { answers, demo } from './forms.ts';
import { submission } from './local.ts';
import { openSink, readMail } from './sink.ts';
import { startServer, testKey } from './start.ts';
import { publish, send, started, temporary } from './started.ts';

test('SIGTERM ends it well, and what was acknowledged is there after the next start', async () => {
  const folder = temporary();
  const first = await started({ folder });
  await publish(first);
  const body = submission(answers.sql);
  const reply = await (await send(first, body)).json();
  expect(await first.stop()).toBe(0);

  const second = await started({ folder });
  const again = await send(second, body);
  expect(again.status).toBe(200);
  expect(await again.json()).toEqual(reply);
  expect(await second.stop()).toBe(0);
});

test('what was acknowledged survives a kill', async () => {
  const folder = temporary();
  const first = await started({ folder });
  await publish(first);
  const bodies = Array.from({ length: 20 }, () => submission(answers.sql));
  const replies = await Promise.all(bodies.map((body) => send(first, body)));
  expect(replies.map(({ status }) => status)).toEqual(bodies.map(() => 201));
  await first.kill();

  const second = await started({ folder });
  const found = await fetch(`${second.url}/api/submissions?limit=200`, { headers: second.headers });
  const { submissions } = (await found.json()) as { submissions: { id: string }[] };
  expect(new Set(submissions.map(({ id }) => id))).toEqual(new Set(bodies.map(({ id }) => id)));
});

test('without a key in the environment it makes one, keeps it to its owner, and says it at every start', async () => {
  const folder = temporary();
  const options = { folder, env: { QUALIFORM_API_KEY: undefined } };
  const first = await started(options);
  const file = path.join(folder, 'data/api-key');
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(fs.readFileSync(file, 'utf8').trim()).toBe(first.key);
  expect((await fetch(`${first.url}/api/leads`, { headers: first.headers })).status).toBe(200);
  await first.stop();
  const second = await started(options);
  expect(second.key).toBe(first.key);
});

test('what is not mailed is told at the start, with what to do; where it is mailed the password is told to nobody', async () => {
  const folder = temporary();
  const first = await started({ folder });
  const confirmation = { subject: 'Thank you', text: 'We call you.' };
  await publish(first, { ...demo, confirmation });
  const ending = { id: 'confirmation', show: { type: 'message' as const, title: 'Thank you' } };
  await publish(first, { ...demo, id: 'quiet', outcomes: [ending] });
  expect(first.printed()).not.toContain('SMTP_URL');
  await first.stop();
  const second = await started({ folder });
  expect(second.printed()).toContain('SMTP_URL is not set, so nobody gets the confirmation of demo. Set it');
  await second.stop();
  const env = { SMTP_URL: 'smtps://forms:hunter2@127.0.0.1:1', MAIL_FROM: 'forms@acme.example' };
  const third = await started({ folder, env });
  await third.stop();
  expect(third.printed()).not.toMatch(/SMTP_URL|hunter2/);
});

test('a submission is confirmed by the mail server of the settings, by who the settings say', async () => {
  const sink = await openSink();
  const server = await started({ env: { SMTP_URL: sink.url, MAIL_FROM: 'Acme <forms@acme.example>' } });
  await publish(server, { ...demo, confirmation: { subject: 'Thank you', text: 'We call you.' } });
  await send(server, submission({ ...answers.sql, email: 'ann@harbour.example' }));
  const [mail] = await sink.got(1);
  expect(mail).toMatchObject({ from: 'forms@acme.example', to: 'ann@harbour.example' });
  expect(readMail(mail ?? { raw: '' }).headers).toMatchObject({ subject: 'Thank you' });
  expect(await server.stop()).toBe(0);
  expect(server.printed()).not.toContain('ann@');
});

test('a key from the environment is nowhere printed', async () => {
  const server = await started({ demo: true });
  expect(server.printed()).toContain(`Demo:    ${server.url}/\nConsole: ${server.url}/console\n`);
  expect(server.printed()).not.toContain(server.key);
});

test('a body that does not say what it is is refused also as it comes over the network', async () => {
  const server = await started();
  const authorization = `Bearer ${server.key}`;
  const write = (body: BodyInit) =>
    fetch(`${server.url}/api/forms/demo`, {
      method: 'PUT',
      headers: { authorization },
      duplex: 'half',
      body,
    } as RequestInit);
  const bytes = Buffer.from(JSON.stringify(demo));
  expect((await write(bytes)).status).toBe(415);
  expect((await write(new Blob([bytes]).stream())).status).toBe(415);
});

test('who leaves in the middle of sending is no error', async () => {
  const server = await started();
  await publish(server);
  const socket = net.connect(server.port, 'localhost');
  // It says 100 once it waits for the body.
  const head = ['POST /v1/forms/demo/submissions HTTP/1.1', 'host: localhost', 'expect: 100-continue'];
  socket.write(`${head.join('\r\n')}\r\ncontent-length: 1000\r\n\r\n{"id":`);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  await waitFor(() => expect(server.printed()).toMatch(/submissions","status":400/));
  expect(server.printed()).not.toContain('"event":"error"');
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
});

test('a setting that cannot be used ends it with one line that says what to do', async () => {
  const failure = await startServer({ formsDir: '/nowhere/at/all' }).catch((error: Error) => error.message);
  expect(failure).toMatch(/ended with 1/);
  expect(failure).toContain('FORMS_DIR=/nowhere/at/all is no folder. Make it');
  expect(failure).not.toContain('    at ');
});

test.each([
  [
    'a PostgreSQL where nobody answers',
    'postgres://nobody@127.0.0.1:1/none',
    testKey,
    'the database cannot be opened',
  ],
  [
    'PostgreSQL without a key that all servers share',
    'postgres://nobody@127.0.0.1:1/none',
    undefined,
    'set QUALIFORM_API_KEY',
  ],
])('%s ends it with what to do', async (_, url, key, words) => {
  await expect(startServer({ env: { DATABASE_URL: url, QUALIFORM_API_KEY: key } })).rejects.toThrow(words);
});

test.each([
  ['a folder that is a file', 'file:{folder}/file/q.db', 'file cannot be written to'],
  [
    'a folder where the system lets nobody make one',
    'file:/proc/nowhere/q.db',
    '/proc/nowhere cannot be written to',
  ],
  ['a file that is no database', 'file:{folder}/file', 'is damaged, or no database at all'],
  ['a database that is a folder', 'file:{folder}/folder', 'folder cannot be written'],
])('%s is named, with what to do', async (_, url, words) => {
  const folder = temporary();
  fs.writeFileSync(path.join(folder, 'file'), 'x'.repeat(5000));
  fs.mkdirSync(path.join(folder, 'folder'));
  const failure = startServer({ folder, env: { DATABASE_URL: url.replace('{folder}', folder) } });
  const message = await failure.catch((error: Error) => error.message);
  expect(message).toContain(words);
  expect(message).not.toContain('    at ');
});

test('an address that is not this machine’s is named', async () => {
  await expect(startServer({ env: { HOST: '192.0.2.1' } })).rejects.toThrow('HOST=192.0.2.1 is no address');
});

test('a port that is taken is named', async () => {
  const other = net.createServer().listen(0);
  onTestFinished(() => void other.close());
  const { port } = other.address() as net.AddressInfo;
  await expect(startServer({ port })).rejects.toThrow(`PORT=${port} is taken`);
});

test('a body larger than it says, or than is allowed, is answered and not just cut off', async () => {
  const server = await started();
  await publish(server);
  const large = JSON.stringify(submission({ need: 'x'.repeat(200_000) }));
  const told = await fetch(`${server.url}/v1/forms/demo/submissions`, { method: 'POST', body: large });
  expect(told.status).toBe(413);
  expect(told.headers.get('access-control-allow-origin')).toBe('*');

  const untold = await fetch(`${server.url}/v1/forms/demo/submissions`, {
    method: 'POST',
    duplex: 'half',
    body: new Blob([large]).stream(),
  } as RequestInit);
  expect(untold.status).toBe(413);
});

test('logs hold ids and never what people typed', async () => {
  const server = await started();
  await publish(server);
  await send(server, submission({ ...answers.sql, email: 'ann.private@acme.com', name: 'Ann Private' }));
  await fetch(`${server.url}/api/leads?q=ann.private`, { headers: server.headers });
  await server.stop();
  expect(server.printed()).toContain('/v1/forms/demo/submissions');
  expect(server.printed()).not.toMatch(/private/i);
});
