/** Talking to the server: one try with a time limit, whose answer is a value, and the forms it hands out. */

import { fromJson, isRecord } from './json.ts';
import type { Served } from './served.ts';
import { NativePromise } from './transport.ts';
import type { World } from './world.ts';

/** What one try brought. */
export interface Answer {
  /** 0 if nothing came. */
  status: number;
  /** The parsed JSON, undefined if it was none. */
  body: unknown;
  /** Milliseconds that the server asks to wait. */
  wait: number;
}

const longestTry = 5000;

/** Never rejects, whatever the page has done to `fetch`. */
export async function request(
  { fetch, timer, now }: Pick<World, 'fetch' | 'timer' | 'now'>,
  url: string,
  init: RequestInit = {},
): Promise<Answer> {
  const abort = new AbortController();
  let stop = () => {};
  try {
    // The race is for a patched fetch that forgets the signal.
    const late = new NativePromise<never>((_, reject) => {
      stop = timer(() => {
        abort.abort();
        reject();
      }, longestTry);
    });
    const response = fetch(url, { credentials: 'omit', ...init, signal: abort.signal }).then(
      async (answer) => ({
        status: answer.status,
        body: fromJson(await answer.text()),
        wait: waitOf(answer.headers.get('retry-after'), now()),
      }),
    );
    return await NativePromise.race([response, late]);
  } catch {
    return { status: 0, body: undefined, wait: 0 };
  } finally {
    stop();
  }
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
function waitOf(header: string | null, now: number): number {
  const wait = Number(header) * 1000 || Date.parse(header ?? '') - now;
  return Math.max(0, wait || 0);
}

/** Why a form could not be had. */
export interface Failure {
  code: string;
  detail: string;
}

/** Fetches a published form, in this language if it has it. */
export async function loadForm(
  world: World,
  server: string,
  form: string,
  language: string | undefined,
): Promise<Served | Failure> {
  const url = `${server}/v1/forms/${form}${language ? `?lang=${encodeURIComponent(language)}` : ''}`;
  const { status, body } = await request(world, url);
  if (status === 200 && isRecord(body) && body.id === form && isRecord(body.words)) return body as Served;
  const { code, detail } = isRecord(body) ? body : {};
  return {
    code: typeof code === 'string' ? code : status ? `http_${status}` : 'unreachable',
    detail: `${url}: ${typeof detail === 'string' ? detail : status || 'no answer. Is it blocked by a content security policy?'}`,
  };
}
