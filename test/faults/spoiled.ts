/** Demo forms, to be spoiled at one place and saved. */
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Local } from '../server/local.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test writes anything anywhere, which is what this is about
export type Json = any;

export const readDemo = (id: string): Json =>
  JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, `../../demo/forms/${id}.json`), 'utf8'));

/** The pointers of everything in a form that is neither a list nor an object. */
export function* leaves(value: Json, pointer = ''): Generator<string> {
  if (typeof value !== 'object' || value === null) yield pointer;
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, `${pointer}/${key}`);
}

/** Writes to a place of a form; a key that is not there yet is added. */
export function write(form: Json, pointer: string, value: unknown): void {
  const keys = pointer.split('/').slice(1);
  const last = keys.pop() as string;
  let on = form;
  for (const key of keys) on = on[key];
  on[last] = value;
}

export function withLeaf(form: Json, pointer: string, value: unknown): string {
  const copy = structuredClone(form);
  write(copy, pointer, value);
  return JSON.stringify(copy);
}

export interface Found {
  pointer: string;
  severity: 'error' | 'warning';
  code: string;
  remedy: string;
}

/** Saves a draft; what stands in the way is told with its place and what to do. */
export async function put(
  server: Local,
  text: string,
  id = 'crm-demo',
): Promise<{ status: number; errors: Found[] }> {
  const { status, body } = await server.api<{ problems?: Found[] }>(`/api/forms/${id}`, {
    method: 'PUT',
    body: text,
  });
  const errors = (body.problems ?? []).filter(({ severity }) => severity === 'error');
  for (const { code, remedy } of errors) expect([code, remedy]).not.toContain('');
  return { status, errors };
}
