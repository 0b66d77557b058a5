/** What a person at a terminal is told, and what a log keeps. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { logLine, logTrouble } from '../../server/log.ts';

const events = [
  { event: 'request', path: '/', status: 200 },
  { event: 'request', path: '/nothing', status: 404 },
  { event: 'request', path: '/broken', status: 500 },
  { event: 'error', path: '/broken', error: 'Error: broken' },
];

function told(log: typeof logLine): object[] {
  const lines: object[] = [];
  const print = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(JSON.parse(line)));
  onTestFinished(() => print.mockRestore());
  for (const event of events) log(event);
  return lines;
}

test('a log keeps every event, each as a line of JSON', () => {
  expect(told(logLine)).toMatchObject(events);
});

test('a terminal shows only what went wrong on the server', () => {
  expect(told(logTrouble)).toMatchObject(events.slice(2));
});
