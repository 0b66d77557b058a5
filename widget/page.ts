/** What all forms on a page share: storage, outbox, visit and signals; and what a form gets of them. */

import { request } from './api.ts';
import { type Behaviour, joinEvents, openBehaviour } from './behaviour.ts';
import { type Bridges, openBridge } from './bridge.ts';
import type { Options } from './config.ts';
import { openDraft, sweepDrafts } from './draft.ts';
import type { Drawn } from './draw.ts';
import type { FormElement } from './element.ts';
import type { Emit } from './events.ts';
import { openFrequency } from './frequency.ts';
import type { Prefill } from './host.d.ts';
import { type Join, openKeep } from './keep.ts';
import { joinMemories, openMemory } from './memory.ts';
import type { MountDeps } from './mount.tsx';
import { queryOf, readPrefill } from './prefill.ts';
import { openProof, type Provers } from './proof.ts';
import { createQueue } from './queue.ts';
import { type Room, roomKey } from './room.ts';
import type { Served } from './served.ts';
import type { Lazy } from './view/outside.ts';
import { openVisit } from './visit.ts';
import type { World } from './world.ts';

/** Where a form may keep things. */
type Keeping = Pick<Options, 'persist' | 'consent'>;

/** Parts that the page itself asks for, beside those of the view. */
interface Parts extends Provers {
  bridges: Bridges;
  shell: typeof import('./lazy/shell.ts');
  doctor: Doctor;
}

/** What `lazy/doctor.ts` offers. */
export interface Doctor {
  /** Looks at every form of the page and shows what is wrong. */
  showDoctor(): unknown;
}

/** How what was gathered before consent joins what was kept before: visits and everything else count from what was kept. */
const joins: Record<string, (stored: unknown, gathered: unknown) => unknown> = {
  visit: (stored, gathered) => stored ?? gathered,
  signals: joinEvents,
  memory: joinMemories,
};
const join: Join = (key, stored, gathered) =>
  joins[key.split(':')[0] as string]?.(stored, gathered) ?? gathered;

/** Milliseconds after a press, for what need not stand before the next question. */
const afterPress = 200;

export type Page = ReturnType<typeof openPage>;

export function openPage(world: World) {
  const { now, place } = world;
  const behaviours = new Map<string, Behaviour>();
  const tracked: string[] = [];
  const prefills = new Map<string, Prefill>();
  const bridges = new Map<string, Emit>();
  const forms = new Set<FormElement>();
  let waiting: { form: string; call: (drawn: Drawn) => void }[] = [];
  let visitor: string | undefined;
  /** What the page said last; until then each form goes by its own attribute. */
  let consented: boolean | undefined;

  function openShelf({ persist, consent }: Keeping) {
    let saveDue = () => {};
    world.onChance(() => saveDue());
    const keep = openKeep(
      () => world.storage(persist),
      consented ?? consent === 'given',
      join,
      (callback) => {
        saveDue = callback;
        world.timer(callback, afterPress);
      },
    );
    const sweep = () => sweepDrafts(keep, now());
    sweep();
    keep.onChange(sweep);
    return { keep, queue: createQueue(keep, world, persist === 'local'), facts: openVisit(keep, world) };
  }
  const shelves = new Map<string, ReturnType<typeof openShelf>>();
  function shelfOf(keeping: Keeping) {
    const key = `${keeping.persist} ${keeping.consent}`;
    const shelf = shelves.get(key) ?? openShelf(keeping);
    shelves.set(key, shelf);
    return shelf;
  }

  /** Counts this page in, and what the page told of before the form was known. */
  function behaviourOf(form: Served, keeping: Keeping): Behaviour {
    const key = `${keeping.persist} ${keeping.consent} ${form.id}`;
    const known = behaviours.get(key);
    const behaviour = known ?? openBehaviour(shelfOf(keeping).keep, form, now);
    behaviours.set(key, behaviour);
    behaviour.see(place().path);
    if (!known) for (const event of tracked) behaviour.track(event);
    return behaviour;
  }

  /** Fetches a part of the widget. Rejects when it cannot be had. */
  const load = <Name extends keyof Parts>(name: Name) => world.load(name) as Promise<Parts[Name]>;

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
    /** Keeps what was gathered, or erases what was kept, in every storage that a form of any page may have used. */
    consent(given: boolean) {
      consented = given;
      for (const { keep } of shelves.values())
        if (given) keep.open();
        else keep.close();
      for (const { drawn } of forms) drawn?.recall();
      if (given) return;
      // Also what forms of other pages have left. What they have not sent yet is taken along.
      for (const persist of ['local', 'session'] as const) {
        const keep = openKeep(() => world.storage(persist));
        if (keep.keys('queue:').length > 0) createQueue(keep, world);
        keep.close();
      }
    },
    /** Answers for forms that are still to come. */
    prefill(form: string, values: Prefill) {
      prefills.set(form, { ...prefills.get(form), ...values });
    },
    /** Keeps how much room a form took up, as far as anything may be kept. */
    keepRoom(form: string, keeping: Keeping, room: Room | undefined) {
      const { keep } = shelfOf(keeping);
      if (room) keep.save(roomKey(form), room);
      else keep.erase(roomKey(form));
    },
    /** Every form that is drawn, or on its way, wherever it stands. */
    forms,
    /** Keeps a call for a form that is not there yet. */
    await(form: string, call: (drawn: Drawn) => void) {
      waiting.push({ form, call });
    },
    /** A form has come. */
    meet(element: FormElement, form: string, drawn: Drawn) {
      forms.add(element);
      const [due, others] = [true, false].map((isDue) =>
        waiting.filter((one) => (one.form === form) === isDue),
      );
      waiting = others ?? [];
      for (const { call } of due ?? []) call(drawn);
    },
    /** The way to these tools, one for all forms of the page; none where there are none. */
    bridge(names: string): Emit | undefined {
      if (!names) return undefined;
      const bridge = bridges.get(names) ?? openBridge(names, () => load('bridges'));
      bridges.set(names, bridge);
      return bridge;
    },
    load,
    /** How often this form may open by itself. */
    frequencyOf: (form: string, options: Options) =>
      openFrequency(shelfOf(options).keep, form, options.repeat, now),
    /** All that the store of one form needs of the world, but for the events. */
    depsOf(form: Served, options: Options, server: string): Omit<MountDeps, 'emit'> {
      const { keep, queue, facts } = shelfOf(options);
      const behaviour = behaviourOf(form, options);
      const memory = openMemory(keep, form, now);
      const address = `${server}/v1/forms/${form.id}`;
      const url = `${address}/submissions`;
      const proof = openProof(world, address, load);
      const draft = openDraft(keep, form, now);
      return {
        newId: world.newId,
        freeze: () => ({ context: { ...facts(), language: form.language }, signals: behaviour.ages() }),
        draft: {
          ...draft,
          load() {
            const found = draft.load();
            if (found) proof.resume(found.id, found.proof);
            return found;
          },
          save: (kept) => draft.save({ ...kept, proof: proof.kept() }),
        },
        begin: (id) => void world.timer(() => proof.begin(id), afterPress),
        memory: {
          ...memory,
          erase() {
            memory.erase();
            // 'Not you?' concerns whom the page named as well.
            visitor = undefined;
          },
        },
        deliver(submission, report) {
          const whole = proof.whole(submission.id)?.then((all) => ({ proof: all }));
          const own = { ...submission, proof: proof.show(), ...(visitor && { visitor }) };
          queue.deliver(url, own, report, whole);
        },
        appeal: async (id) =>
          (await request(world, `${url}/${id}/appeal`, { method: 'POST' })).status === 202,
        tellAnswers: options.answers === 'shown',
        outside: {
          navigate: world.navigate,
          spring: proof.spring,
          load: (name) => world.load(name) as Promise<Lazy[typeof name]>,
          picture: (field, option) => world.picture(`${address}/${form.version}/images/${field}/${option}`),
        },
        prefill: readPrefill(form, queryOf(prefills.get(form.id) ?? {}), options.prefill, place().query),
      };
    },
  };
}
