/** Fills an empty server with the demo: its forms are published, its leads are sent, all through the doors that everybody uses. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { leads } from './leads.ts';

const forms = ['crm-demo', 'brand-agency', 'design-study', 'all-fields', 'pottery'];

/** What the seed needs of a server. `submit` returns the server's answer. */
export interface DemoServer {
  publish(text: string): Promise<void>;
  submit(form: string, body: { id: string; [key: string]: unknown }): Promise<unknown>;
}

/** `now` is when the latest lead came in; the others came before, at the distances that the list gives. */
export async function seed(server: DemoServer, now: number = Date.now()): Promise<void> {
  for (const form of forms) {
    await server.publish(await readFile(path.join(import.meta.dirname, 'forms', `${form}.json`), 'utf8'));
  }
  const visitors = new Map<string, string>();
  const shift = now - Math.max(...leads.map(({ at }) => Date.parse(at)));
  // One after the other: who comes back needs the token of the first time.
  for (const [index, { form, at, after, answers, context = {}, signals = {} }] of leads.entries()) {
    const visitor = after && visitors.get(after);
    const reply = await server.submit(form, {
      id: uuidv7(Date.parse(at) + shift, index),
      version: 1,
      status: 'complete',
      answers,
      context,
      signals,
      ...(visitor && { visitor }),
    });
    const token = (reply as { visitor?: unknown } | undefined)?.visitor;
    if (typeof token === 'string') visitors.set(at, token);
  }
}

/** A UUIDv7 (RFC 9562) of a time in milliseconds and a number where others have chance, so that it is the same every time. */
export function uuidv7(time: number, number: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const stamp = hex(time, 12);
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(number, 3)}-8000-${hex(number, 12)}`;
}
