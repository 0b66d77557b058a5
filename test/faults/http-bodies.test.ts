/** Bodies that are huge, deep, broken or not what they say: each is refused for what it is, and nobody else notices. */
import { afterEach, describe, expect, test } from 'vitest';
import { answers } from '../server/forms.ts';
import { submission } from '../server/submission.ts';
import { failures, send, shared, storedIds } from './serving.ts';
import { heading, speak } from './wire.ts';

const server = shared();
const megabytes = 10;
const megabyte = 'x'.repeat(1024 * 1024);
const huge = () => Array.from({ length: megabytes }, () => megabyte);

/** Whatever went before, a visitor is served, and nothing but visitors is stored. */
const stored: string[] = [];
afterEach(async () => {
  const body = submission(answers.sql);
  expect((await send(server(), body)).status).toBe(201);
  stored.push(body.id);
  expect((await storedIds(server())).sort()).toEqual([...stored].sort());
  expect(failures(server())).toEqual([]);
});

describe('ten megabytes', () => {
  test('with their length are refused', async () => {
    const length = megabytes * megabyte.length;
    const { statuses } = await speak(server().port, [heading([`content-length: ${length}`]), ...huge()]);
    // Hearing that at all takes a reader: the widget looks at the size by itself.
    expect(statuses.filter((status) => status !== 413)).toEqual([]);
  });

  test('in chunks, so that nobody knows how many, are refused as soon as they are too many', async () => {
    const chunks = huge().map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    const head = heading(['transfer-encoding: chunked']);
    const { statuses } = await speak(server().port, [head, ...chunks, '0\r\n\r\n']);
    expect(statuses.filter((status) => status !== 413)).toEqual([]);
  });

  test('that call themselves ten bytes are no submission, and end the connection', async () => {
    const { statuses } = await speak(server().port, [heading(['content-length: 10']), ...huge()]);
    // Who goes on speaking may be cut off before the answer has arrived.
    expect(statuses.filter((status) => status !== 400)).toEqual([]);
  });

  test('take no memory: fifty at once are not kept', async () => {
    const before = await memory();
    const chunks = huge().map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    const head = heading(['transfer-encoding: chunked']);
    const crowd = await Promise.all(
      Array.from({ length: 50 }, () => speak(server().port, [head, ...chunks, '0\r\n\r\n'])),
    );
    expect(crowd.flatMap(({ statuses }) => statuses).filter((status) => status !== 413)).toEqual([]);
    // Kept, they would be five hundred.
    expect((await memory()) - before).toBeLessThan(150);
  });
});

/** Megabytes that the process has, as it says itself. */
async function memory(): Promise<number> {
  const answer = await fetch(`${server().url}/metrics`, { headers: server().headers });
  const [, bytes] = /^qualiform_memory_bytes (\d+)$/m.exec(await answer.text()) ?? [];
  return Number(bytes) / 1024 / 1024;
}

test('a body that ends before its length is over is nobody’s submission', async () => {
  const text = JSON.stringify(submission(answers.sql));
  const { statuses } = await speak(server().port, [heading([`content-length: ${text.length + 100}`]), text], {
    breaksOff: true,
  });
  expect(statuses).not.toContain(201);
});

test('two lengths, or a length and chunks, are no request: nothing is smuggled behind them', async () => {
  const inner = JSON.stringify(submission(answers.sql));
  const smuggled = heading([`content-length: ${inner.length}`]) + inner;
  for (const lines of [
    ['content-length: 0', `content-length: ${smuggled.length}`],
    [`content-length: ${smuggled.length}`, 'transfer-encoding: chunked'],
    ['transfer-encoding: identity, chunked', 'content-length: 5'],
  ]) {
    const { statuses } = await speak(server().port, [heading(lines), '0\r\n\r\n', smuggled]);
    expect(statuses.filter((status) => status !== 400)).toEqual([]);
  }
});

const whole = (answers: string) =>
  JSON.stringify(submission({})).replace('"answers":{}', `"answers":{${answers}}`);

test.each<[string, number, string, () => string | Uint8Array]>([
  ['100,000 levels deep', 413, 'too_large', () => `{"answers":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  [
    'as deep as there is room',
    422,
    'invalid_submission',
    // Where nothing but the depth is wrong with it.
    () =>
      JSON.stringify(submission(answers.lead)).replace(
        '"context":{}',
        `"context":{"a":${'['.repeat(32_000)}${']'.repeat(32_000)}}`,
      ),
  ],
  ['with 1e400', 422, 'invalid_submission', () => whole('"need":"look","size":"small","seats":1e400')],
  ['with half a character', 422, 'invalid_submission', () => whole('"need":"\\ud800","size":"small"')],
  ['with NUL', 422, 'invalid_submission', () => whole('"need":"\\u0000","size":"small"')],
  ['with a bare NUL', 400, 'malformed_json', () => whole('"need":"\u0000","size":"small"')],
  [
    'with bytes that are no UTF-8',
    400,
    'malformed_json',
    () => Buffer.from(whole('"need":"\xff\xfe","size":"small"'), 'latin1'),
  ],
  [
    'in UTF-16',
    400,
    'malformed_json',
    () => Buffer.from(`\ufeff${whole('"need":"look","size":"small"')}`, 'utf16le'),
  ],
])('a body %s is answered %i %s', async (_, status, code, make) => {
  const body = make();
  const { statuses, text } = await speak(server().port, [
    heading([`content-length: ${Buffer.byteLength(body)}`]),
    body,
  ]);
  expect(statuses).toEqual([status]);
  expect(text).toContain(`"code":"${code}"`);
});

test.each([
  ['half a character', '\ud800'],
  ['NUL', 'a\u0000b'],
])('%s in a text is kept out, or handed on as JSON that can be read', async (_, name) => {
  const body = submission({ ...answers.lead, name });
  const { status } = await send(server(), body);
  expect([201, 422]).toContain(status);
  if (status !== 201) return;
  stored.push(body.id);
  const url = `${server().url}/api/submissions/${body.id}`;
  const bytes = await (await fetch(url, { headers: server().headers })).arrayBuffer();
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  expect(JSON.parse(text).answers.name).toBe(name);
});
