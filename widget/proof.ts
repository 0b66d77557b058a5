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

/** What a form asks for beside the token: zero bits, and the site key of Turnstile. */
interface Asks {
  bits?: number;
  key?: string;
}

/** Parts that are fetched only where a form asks for what they do. */
export interface Provers {
  work: typeof import('./lazy/work.ts');
  turnstile: typeof import('./lazy/turnstile.ts');
}

/** Milliseconds that a submission waits on the device for what is still being gathered. Its ending is there at once. */
const patience = 8000;

/** `url` is the form's address. Whatever cannot be had is left out: the server sets nothing aside for the token alone. */
export function openProof(
  world: World,
  url: string,
  load: <Name extends keyof Provers>(name: Name) => Promise<Provers[Name]>,
) {
  let proof: Proof = {};
  let asks: Asks = {};
  let about = '';
  let gathering: Promise<unknown> | undefined;

  /** Begins with a submission. Somebody who has started over proves something else from then on. */
  function turnTo(id: string, work: (add: (more: Proof) => void) => Promise<unknown>) {
    about = id;
    const own = work((more) => {
      if (about === id) proof = { ...proof, ...more };
    })
      .catch(() => {})
      .then(() => {
        if (gathering === own) gathering = undefined;
      });
    gathering = own;
  }

  /** What a form asks for and is not there yet. */
  function gather({ bits, key }: Asks, { token = '', work, ticket }: Proof, add: (more: Proof) => void) {
    const tasks: Promise<void>[] = [];
    if (bits !== undefined && work === undefined)
      tasks.push(
        load('work').then(async ({ solve }) => add({ work: await solve(token, bits, world.timer) })),
      );
    if (key !== undefined && ticket === undefined)
      tasks.push(
        load('turnstile').then(async ({ askForTicket }) => add({ ticket: await askForTicket(key) })),
      );
    return Promise.allSettled(tasks);
  }

  function begin(id: string) {
    if (about === id) return;
    proof = {};
    asks = {};
    turnTo(id, async (add) => {
      const { body } = await request(world, `${url}/token?id=${id}`);
      if (!isRecord(body) || typeof body.token !== 'string') return;
      const { token, work, turnstile } = body;
      const asked = {
        ...(typeof work === 'number' && { bits: work }),
        ...(typeof turnstile === 'string' && { key: turnstile }),
      };
      if (about === id) asks = asked;
      add({ token });
      await gather(asked, { token }, add);
    });
  }

  return {
    /** The visitor has begun to fill in this submission. */
    begin,
    /** The same, with what was gathered before the page was left; what was left half done is begun anew. */
    resume(id: string, found: unknown) {
      if (!isRecord(found) || typeof found.token !== 'string') return begin(id);
      const { asks: asked, ...kept } = found;
      proof = kept as Proof;
      asks = isRecord(asked) ? (asked as Asks) : {};
      turnTo(id, (add) => gather(asks, proof, add));
    },
    spring(text: string) {
      proof = { ...proof, trap: text };
    },
    show: () => proof,
    /** To be handed to `resume` some day. */
    kept: () => ({ ...proof, asks }),
    /**
     * Where something that the form asks for is still being made for a submission: all of it once it is there, or as much as there is
     * after a while. A token is not waited for: one that has only just come would look like haste.
     */
    whole(id: string): Promise<Proof> | undefined {
      if (about !== id || proof.token === undefined || !gathering) return undefined;
      const under = gathering;
      return new Promise((resolve) => {
        const stop = world.timer(() => resolve(proof), patience);
        void under.then(() => {
          stop();
          resolve(proof);
        });
      });
    },
  };
}
