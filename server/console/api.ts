/** The way to the server: the typed client, and answers or problems as values. */
import { signal } from '@preact/signals';
import { hc } from 'hono/client';
import type { App } from '../app.ts';
import type { Asked, Trouble } from './shapes.ts';

/** Grows when the server says that nobody is signed in. */
export const refusals = signal(0);

export const { api } = hc<App>(location.origin);

/** The little that is needed of a response, whatever route it came from. */
interface Answer {
  ok: boolean;
  status: number;
  json(): Promise<unknown>;
}

/** Waits for an answer: what was asked for, or in words what went wrong. Never throws. */
export async function ask<T>(request: Promise<Answer>): Promise<Asked<T>> {
  let answer: Answer;
  try {
    answer = await request;
  } catch {
    return { ok: false, trouble: unreachable };
  }
  const body = answer.status === 204 ? undefined : await answer.json().catch(() => undefined);
  if (answer.ok) return { ok: true, value: body as T };
  const trouble = troubleOf(answer.status, body);
  if (trouble.status === 401) refusals.value += 1;
  return { ok: false, trouble };
}

const unreachable: Trouble = {
  status: 0,
  code: 'unreachable',
  title: 'The server cannot be reached',
  detail: 'Nothing came back. What you typed is still here.',
  remedy: 'Look whether you are online and the server runs, then try again.',
};

function troubleOf(status: number, body: unknown): Trouble {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Partial<Trouble>;
  return {
    title: status >= 500 ? 'The server had a problem' : 'The server refused this',
    detail: '',
    code: `http_${status}`,
    ...said,
    status,
  };
}

/** A body that is sent as it was typed, byte for byte: the order of its keys means something. */
export function typed(text: string) {
  return { init: { body: text, headers: { 'content-type': 'application/json' } } };
}
