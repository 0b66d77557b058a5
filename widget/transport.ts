/** Requests that get through where a page has replaced `fetch` by one that loses them: from then on by XMLHttpRequest. */

import type { Heard, World } from './world.ts';

/** The promises of the language itself; a page may have put an old polyfill in their place. */
export const NativePromise = (async () => {})().constructor as PromiseConstructor;

const isNative = (work: unknown) => /\[native code\]/.test(Function.prototype.toString.call(work));

/**
 * One a page. A request that a page's own `fetch` did not answer may have gone out all the same; sending it once more does no
 * harm, since the server stores an id once.
 */
export function openTransport(): World['fetch'] {
  let hasFailed = false;
  return async (url, init) => {
    const { fetch } = window;
    if (hasFailed && !(typeof fetch === 'function' && isNative(fetch))) return request(url, init);
    // Given up without an answer.
    init.signal?.addEventListener('abort', () => {
      hasFailed = true;
    });
    try {
      const answer = await fetch.call(window, url, init);
      if (typeof answer.status !== 'number') throw new TypeError('This is no answer.');
      return answer;
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
}

function request(url: string, { method = 'GET', body, signal }: RequestInit): Promise<Heard> {
  return new NativePromise((done, failed) => {
    const asked = new XMLHttpRequest();
    asked.open(method, url);
    asked.onload = () =>
      done({
        status: asked.status,
        text: async () => asked.responseText,
        headers: { get: (name) => asked.getResponseHeader(name) },
      });
    asked.onerror = () => failed(new TypeError('No answer.'));
    signal?.addEventListener('abort', () => asked.abort());
    asked.send(body as XMLHttpRequestBodyInit | undefined);
  });
}
