/** What a person at a terminal is told, and what a log keeps. */
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Away, Busy, isStorageTrouble, traceOf } from '../../server/db/trouble.ts';
import { logLine, logTrouble } from '../../server/log.ts';

const events = [
  { event: 'request', path: '/', status: 200 },
  { event: 'request', path: '/nothing', status: 404 },
  { event: 'request', path: '/broken', status: 500 },
  { event: 'error', path: '/broken', error: 'Error: broken' },
];

/** What is printed of the events, write by write. */
async function told(log: typeof logLine): Promise<object[][]> {
  const writes: string[] = [];
  const print = vi.spyOn(process.stdout, 'write').mockImplementation((text) => writes.push(String(text)) > 0);
  onTestFinished(() => print.mockRestore());
  for (const event of events) log(event);
  await turn();
  return writes.map((text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
}

test('a log keeps every event, each as a line of JSON; those of one turn are written in one go', async () => {
  expect(await told(logLine)).toMatchObject([events]);
});

test('a terminal shows only what went wrong on the server', async () => {
  expect(await told(logTrouble)).toMatchObject([events.slice(2)]);
});

test('of a query that failed the log has what the database said, and not the values that people typed', () => {
  const told = new Error('the line is gone');
  const query = Object.assign(
    new Error('Failed query: select 1\nparams: ada@cafe.example', { cause: told }),
    {
      query: 'select 1',
      params: ['ada@cafe.example'],
    },
  );
  expect(traceOf(query)).toContain('the line is gone');
  expect(traceOf(query)).not.toContain('ada@');
  expect(traceOf(told)).toContain('the line is gone');
});

test('trouble with the storage is known also inside of what a query makes of it', () => {
  for (const trouble of [new Away('gone'), new Busy(), Object.assign(new Error('full'), { code: '53100' })]) {
    expect(isStorageTrouble(trouble)).toBe(true);
    expect(isStorageTrouble(new Error('Failed query', { cause: trouble }))).toBe(true);
  }
  expect(isStorageTrouble(new Error('Failed query', { cause: new TypeError('x is undefined') }))).toBe(false);
});
