/** What all forms on a page share: storage, outbox, visit and signals; and what a form gets of them. */

import { request } from './api.ts';
import { type Behaviour, openBehaviour } from './behaviour.ts';
import type { Options } from './config.ts';
import { openDraft } from './draft.ts';
import { openKeep } from './keep.ts';
import { openMemory } from './memory.ts';
import type { MountDeps } from './mount.tsx';
import { readPrefill } from './prefill.ts';
import { createQueue } from './queue.ts';
import type { Served } from './served.ts';
import type { Lazy } from './view/outside.ts';
import { openVisit } from './visit.ts';
import type { Persist, World } from './world.ts';

export type Page = ReturnType<typeof openPage>;

export function openPage(world: World) {
  const { now, place } = world;
  const behaviours = new Map<string, Behaviour>();
  const tracked: string[] = [];
  let visitor: string | undefined;

  function openShelf(persist: Persist) {
    const keep = openKeep(() => world.storage(persist));
    return { keep, queue: createQueue(keep, world), facts: openVisit(keep, world) };
  }
  const shelves: Partial<Record<Persist, ReturnType<typeof openShelf>>> = {};
  const shelfOf = (persist: Persist) => {
    shelves[persist] ??= openShelf(persist);
    return shelves[persist];
  };

  /** Counts this page in, and what the page told of before the form was known. */
  function behaviourOf(form: Served, persist: Persist): Behaviour {
    const key = `${persist} ${form.id}`;
    const known = behaviours.get(key);
    const behaviour = known ?? openBehaviour(shelfOf(persist).keep, form, now);
    behaviours.set(key, behaviour);
    behaviour.see(place().path);
    if (!known) for (const event of tracked) behaviour.track(event);
    return behaviour;
  }

  world.onMove(() => {
    for (const behaviour of behaviours.values()) behaviour.see(place().path);
  });

  return {
    world,
    count: behaviourOf,
    track(event: string) {
      tracked.push(event);
      for (const behaviour of behaviours.values()) behaviour.track(event);
    },
    /** Says who this is, by a token that the page's owner got from the server. */
    identify(token: string) {
      visitor = token;
    },
    /** All that the store of one form needs of the world, but for the events. */
    depsOf(form: Served, { persist, prefill, answers }: Options, server: string): Omit<MountDeps, 'emit'> {
      const { keep, queue, facts } = shelfOf(persist);
      const behaviour = behaviourOf(form, persist);
      const url = `${server}/v1/forms/${form.id}/submissions`;
      return {
        newId: world.newId,
        freeze: () => ({ context: { ...facts(), language: form.language }, signals: behaviour.ages() }),
        draft: openDraft(keep, form, now),
        memory: openMemory(keep, form, now),
        deliver: (submission, report) =>
          queue.deliver(url, visitor ? { ...submission, visitor } : submission, report),
        appeal: async (id) =>
          (await request(world, `${url}/${id}/appeal`, { method: 'POST' })).status === 202,
        tellAnswers: answers === 'shown',
        outside: {
          navigate: world.navigate,
          load: (name) => world.load(`${server}/lazy/${name}.js`) as Promise<Lazy[typeof name]>,
        },
        prefill: readPrefill(form, prefill, place().query),
      };
    },
  };
}
