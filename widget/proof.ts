/** What speaks for a person, gathered while the form is filled in: when that began, by the server's own token, and what else a form asks for. */

import { request } from './api.ts';
import { isRecord } from './json.ts';
import type { World } from './world.ts';

export interface Proof {
  /** Given by the server at the first answer, for this submission only. */
  token?: string;
  /** The number that the work was to find. */
  work?: number;
  /** What stood in the field that nobody sees. */
  trap?: string;
  /** Of Cloudflare Turnstile. */
  ticket?: string;
}

/** Parts that are fetched only where a form asks for what they do. */
export interface Provers {
  work: typeof import('./lazy/work.ts');
  turnstile: typeof import('./lazy/turnstile.ts');
}

/** `url` is the form's address. Whatever cannot be had is left out: the server sets nothing aside for the token alone. */
export function openProof(
  world: World,
  url: string,
  load: <Name extends keyof Provers>(name: Name) => Promise<Provers[Name]>,
) {
  let proof: Proof = {};
  let about = '';

  async function begin(id: string) {
    if (about === id) return;
    about = id;
    proof = {};
    const { body } = await request(world, `${url}/token?id=${id}`);
    if (!isRecord(body) || typeof body.token !== 'string') return;
    const { token, work, turnstile } = body;
    const add = (more: Proof) => {
      // Somebody who has started over proves something else by now.
      if (about === id) proof = { ...proof, ...more };
    };
    add({ token });
    const leave = () => {};
    if (typeof work === 'number')
      load('work')
        .then(async ({ solve }) => add({ work: await solve(token, work, world.timer) }))
        .catch(leave);
    if (typeof turnstile === 'string')
      load('turnstile')
        .then(({ askForTicket }) => askForTicket(turnstile, (ticket) => add({ ticket })))
        .catch(leave);
  }

  return {
    /** The visitor has begun to fill in this submission. */
    begin,
    /** The same, with what was gathered before the page was left. */
    resume(id: string, found: unknown) {
      if (!isRecord(found) || typeof found.token !== 'string') return void begin(id);
      about = id;
      proof = found as Proof;
    },
    spring(text: string) {
      proof = { ...proof, trap: text };
    },
    show: () => proof,
  };
}
