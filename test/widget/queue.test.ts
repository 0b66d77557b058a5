import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { openKeep } from '../../widget/keep.ts';
import { createQueue, pause } from '../../widget/queue.ts';
import type { Delivery, Reply, Submission } from '../../widget/submission.ts';
import {
  answer,
  PretendStorage,
  pretendLocks,
  pretendWorld,
  type Respond,
  type Sent,
  settle,
  start,
} from './pretend.ts';

const url = 'https://forms.example/v1/forms/crm-demo/submissions';
const id = '019caa5f-1c00-7000-8000-000000000007';
const submission: Submission = {
  id,
  version: 1,
  status: 'complete',
  answers: { need: 'switch', wishes: ['mail', 'calls'] },
  context: { 'page.path': '/demo' },
  signals: { pricing: [0.5] },
};
const minute = 60_000;
const day = 1440 * minute;

/** The server takes everything, under the id that it came with. */
const acknowledge: Respond = ({ body }) =>
  answer(201, { id: JSON.parse(body).id, stage: 'lead', outcome: 'thanks' });
const offline: Respond = () => Promise.reject(new TypeError('Failed to fetch'));

function open(options: Parameters<typeof pretendWorld>[0] = {}) {
  const pretend = pretendWorld(options);
  const queue = createQueue(
    openKeep(() => pretend.world.storage('local')),
    pretend.world,
  );
  const states: Delivery[] = [];
  const replies: Reply[] = [];
  return {
    ...pretend,
    states,
    replies,
    deliver(given: Partial<Submission> = {}) {
      queue.deliver(url, { ...submission, ...given }, (state, reply) => {
        states.push(state);
        if (reply) replies.push(reply);
      });
      return settle();
    },
  };
}

const kept = (storage: unknown) => Object.keys(storage as object).filter((key) => key.includes('queue:'));

describe('what becomes of a submission', () => {
  const html = '<!doctype html><title>Airport Wi-Fi</title>';
  const cut = () => ({ ...answer(201), text: () => Promise.reject(new TypeError('terminated')) });
  const rows: [what: string, respond: Respond, state: Delivery][] = [
    ['201', acknowledge, 'sent'],
    ['200, for what the server already has', () => answer(200, { id, outcome: 'thanks' }), 'sent'],
    ...[400, 401, 403, 404, 405, 410, 413, 422, 451].map((status): [string, Respond, Delivery] => [
      `${status}`,
      () => answer(status, { code: 'no' }),
      'refused',
    ]),
    ...[408, 425, 429, 500, 502, 503, 504, 511].map((status): [string, Respond, Delivery] => [
      `${status}`,
      () => answer(status),
      'saved',
    ]),
    ['no network', offline, 'saved'],
    ['a captive portal, 200 with a page', () => answer(200, html), 'saved'],
    ['200 with somebody else’s JSON', () => answer(200, { ok: true }), 'saved'],
    ['200 with another submission', () => answer(200, { id: 'x', outcome: 'thanks' }), 'saved'],
    ['204', () => answer(204, ''), 'saved'],
    ['an answer that is cut off', cut, 'saved'],
    ['a redirect that was not followed', () => answer(302, ''), 'saved'],
    [
      'a fetch that throws at once',
      () => {
        throw new Error('patched');
      },
      'saved',
    ],
    ['a fetch that returns nonsense', () => undefined, 'saved'],
  ];

  test.each(rows)('%s', async (_, respond, state) => {
    const { deliver, states, storage, pass, network, sent } = open({ respond });
    await deliver();
    expect(states).toEqual([state]);
    expect(kept(storage)).toHaveLength(state === 'saved' ? 1 : 0);

    network.respond = acknowledge;
    await pass(1000);
    expect(states.at(-1)).toBe(state === 'saved' ? 'sent' : state);
    expect(sent).toHaveLength(state === 'saved' ? 2 : 1);
    expect(kept(storage)).toEqual([]);
  });

  test('the reply reaches whoever handed it in', async () => {
    const { deliver, replies } = open({ respond: acknowledge });
    await deliver();
    expect(replies).toEqual([{ id, stage: 'lead', outcome: 'thanks' }]);
  });

  test('an answer that never comes is given up after 5 s, even by a fetch that forgets the signal', async () => {
    const { deliver, states, pass, sent } = open({ respond: () => new Promise(() => {}) });
    await deliver();
    await pass(4999);
    expect(states).toEqual([]);
    await pass(1);
    expect(states).toEqual(['saved']);
    expect(sent[0]?.init.signal?.aborted).toBe(true);
  });

  test('needs no preflight and brings no cookies', async () => {
    const { deliver, sent } = open({ respond: acknowledge });
    await deliver();
    expect(sent[0]?.url).toBe(url);
    expect(sent[0]?.init).toMatchObject({ method: 'POST', credentials: 'omit' });
    expect(sent[0]?.init.headers).toBeUndefined();
    expect(typeof sent[0]?.init.body).toBe('string');
  });

  test('what is larger than the server takes is refused without asking', async () => {
    const { deliver, states, sent, storage } = open({ respond: acknowledge });
    await deliver({ answers: { name: 'ł'.repeat(32_000) } });
    expect(states).toEqual(['refused']);
    expect(sent).toEqual([]);
    expect(kept(storage)).toEqual([]);
  });
});

describe('trying again', () => {
  test('waits 1 s, doubled each time, 50 % more or less, and never over 30 min', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(2000), random, (tries, dice) => {
        const full = 1000 * 2 ** tries;
        expect(pause(tries, dice)).toBeGreaterThanOrEqual(Math.min(full / 2, 30 * minute));
        expect(pause(tries, dice)).toBeLessThanOrEqual(Math.min(full * 1.5, 30 * minute));
      }),
    );
  });

  test('happens at 1, 3, 7 and 15 s with dice that are even', async () => {
    const { deliver, pass, sent } = open({ respond: offline });
    await deliver();
    await pass(15_000);
    expect(sent.map(({ at }) => at - start)).toEqual([0, 1000, 3000, 7000, 15_000]);
  });

  test.each([
    ['a number of seconds', '120'],
    ['a date', new Date(start + 2 * minute).toUTCString()],
  ])('Retry-After is obeyed as %s, also when the line comes back and on the next page', async (_, wait) => {
    const storage = new PretendStorage();
    const busy: Respond = () => answer(429, {}, { 'retry-after': wait });
    const first = open({ respond: busy, storage });
    await first.deliver();
    await first.pass(2 * minute - 1);
    await first.chance();
    expect(first.sent).toHaveLength(1);

    const next = open({ respond: acknowledge, storage });
    await next.chance();
    expect(next.sent).toEqual([]);
    next.jump(2 * minute);
    await next.chance();
    expect(next.sent).toHaveLength(1);
  });

  test.each(['soon', '-5', '1e999'])('a Retry-After of %s breaks nothing', async (wait) => {
    const { deliver, states, pass } = open({ respond: () => answer(503, {}, { 'retry-after': wait }) });
    await deliver();
    await pass(minute);
    expect(states[0]).toBe('saved');
  });

  test('is done at once when the line comes back or the page is left', async () => {
    const { deliver, states, chance, pass, network } = open({ respond: offline });
    await deliver();
    await pass(3 * minute);
    network.respond = acknowledge;
    await chance();
    expect(states.at(-1)).toBe('sent');
  });

  test('is not begun while a try is under way', async () => {
    const { deliver, chance, sent } = open({ respond: () => new Promise(() => {}) });
    await deliver();
    await chance();
    expect(sent).toHaveLength(1);
  });

  test('ends after 24 h: nothing is sent any more and nothing is left', async () => {
    const { deliver, states, pass, storage, sent } = open({ respond: offline });
    await deliver();
    await pass(day + 31 * minute);
    expect(states.at(-1)).toBe('refused');
    expect(kept(storage)).toEqual([]);
    expect(sent.every(({ at }) => at - start <= day)).toBe(true);
  });
});

describe('leaving the page', () => {
  test('a request outlives it, up to 60 kB', async () => {
    const { deliver, sent } = open({ respond: acknowledge });
    await deliver();
    await deliver({ id: id.replace('7', '8'), answers: { name: 'x'.repeat(61_000) } });
    expect(sent.map(({ init }) => init.keepalive)).toEqual([true, false]);
  });

  test('the limit is for all requests together', async () => {
    const ends: (() => void)[] = [];
    const slow: Respond = (sent) => new Promise((done) => ends.push(() => done(acknowledge(sent))));
    const { deliver, sent } = open({ respond: slow });
    const answers = { name: 'x'.repeat(35_000) };
    await deliver({ answers });
    await deliver({ id: id.replace('7', '8'), answers });
    expect(sent.map(({ init }) => init.keepalive)).toEqual([true, false]);
    for (const end of ends) end();
    await settle();
    await deliver({ id: id.replace('7', '9'), answers });
    expect(sent.at(-1)?.init.keepalive).toBe(true);
  });

  test('it is stored before the first byte leaves', async () => {
    const storage = new PretendStorage();
    let before: string[] = [];
    const { deliver } = open({
      storage,
      respond: () => {
        before = kept(storage);
        return answer(503);
      },
    });
    await deliver();
    expect(before).toEqual([`qualiform:queue:${id}`]);
  });
});

describe('a later page', () => {
  async function leaveBehind() {
    const storage = new PretendStorage();
    await open({ respond: offline, storage }).deliver();
    return storage;
  }

  test('sends what an earlier one could not, as it was', async () => {
    const storage = await leaveBehind();
    const { parsed, sent } = open({ respond: acknowledge, storage });
    await settle();
    expect(parsed()).toEqual([submission]);
    expect(sent[0]?.url).toBe(url);
    expect(kept(storage)).toEqual([]);
  });

  test('erases what is older than a day without sending it', async () => {
    const storage = await leaveBehind();
    const parcel = JSON.parse(storage.getItem(`qualiform:queue:${id}`) ?? '');
    storage.setItem(`qualiform:queue:${id}`, JSON.stringify({ ...parcel, at: start - day - 1 }));
    const { sent } = open({ respond: acknowledge, storage });
    await settle();
    expect(sent).toEqual([]);
    expect(kept(storage)).toEqual([]);
  });

  test('still sends it when the clock was 400 days ahead and has been set right', async () => {
    const storage = await leaveBehind();
    const parcel = JSON.parse(storage.getItem(`qualiform:queue:${id}`) ?? '');
    storage.setItem(`qualiform:queue:${id}`, JSON.stringify({ ...parcel, at: start + 400 * day }));
    const { sent } = open({ respond: acknowledge, storage });
    await settle();
    expect(sent).toHaveLength(1);
  });

  test.each([
    'not JSON',
    '{}',
    'null',
    '[]',
    '{"url":1,"submission":{"id":"x"},"at":0}',
    '{"__proto__":{"url":"x"},"submission":null}',
    `{"url":"${url}","at":${start},"submission":{"id":"019caa5f-1c00-7000-8000-00000000000f"}}`,
  ])('throws away what is no submission of ours: %s', async (text) => {
    const storage = new PretendStorage();
    storage.setItem(`qualiform:queue:${id}`, text);
    storage.setItem('somebody-else', 'stays');
    const { sent } = open({ respond: acknowledge, storage });
    await settle();
    expect(sent).toEqual([]);
    expect(Object.keys(storage)).toEqual(['somebody-else']);
  });
});

describe('several tabs', () => {
  test('never send the same submission at the same time, and not again once one has', async () => {
    const storage = new PretendStorage();
    const locks = pretendLocks();
    const first = open({ respond: offline, storage, locks });
    await first.deliver();

    const answers: ((value: unknown) => void)[] = [];
    const slow: Respond = () => new Promise((done) => answers.push(done));
    first.network.respond = slow;
    const second = open({ respond: slow, storage, locks });
    await settle();
    await first.chance();
    expect(first.sent.length + second.sent.length).toBe(2);

    answers[0]?.(acknowledge(second.sent[0] as Sent));
    await settle();
    expect(kept(storage)).toEqual([]);
    // The first one still wants the reply, which is the same for the same submission.
    first.network.respond = acknowledge;
    await first.pass(minute);
    expect(first.states.at(-1)).toBe('sent');
    expect(new Set([...first.parsed(), ...second.parsed()].map((body) => body.id))).toEqual(new Set([id]));
  });

  test('go on without locks where the browser refuses them', async () => {
    const request = () => Promise.reject(new DOMException('no', 'SecurityError'));
    const { deliver, states } = open({ respond: acknowledge, locks: { request } as never });
    await deliver();
    expect(states).toEqual(['sent']);
  });

  test('of one draft both keep what they hand in, even offline', async () => {
    const storage = new PretendStorage();
    await open({ respond: offline, storage }).deliver({ answers: { name: 'first' } });
    await open({ respond: offline, storage }).deliver({ answers: { name: 'second' } });
    expect(kept(storage)).toHaveLength(2);
    const later = open({ respond: acknowledge, storage });
    await settle();
    const bodies: Submission[] = later.parsed();
    expect(bodies.map(({ answers }) => answers.name).sort()).toEqual(['first', 'second']);
    expect(new Set(bodies.map((body) => body.id)).size).toBe(2);
  });

  test('of one draft: an id that the server knows with other answers is replaced, once', async () => {
    const reused: Respond = () => answer(422, { code: 'key_reused' });
    const { deliver, parsed, states, replies, network, storage } = open();
    network.respond = (sent) => (JSON.parse(sent.body).id === id ? reused(sent) : acknowledge(sent));
    await deliver();
    const [first, second] = parsed();
    expect(second).toEqual({ ...first, id: second.id });
    expect(second.id).not.toBe(id);
    expect(states).toEqual(['sent']);
    expect(replies[0]?.id).toBe(second.id);
    expect(kept(storage)).toEqual([]);

    network.respond = reused;
    await deliver();
    expect(states.at(-1)).toBe('refused');
    expect(parsed()).toHaveLength(4);
  });

  test('of one draft: what another tab has already sent under a new id is not sent a third time', async () => {
    const storage = new PretendStorage();
    const first = open({ respond: offline, storage });
    await first.deliver();
    const reused: Respond = (sent) =>
      JSON.parse(sent.body).id === id ? answer(422, { code: 'key_reused' }) : acknowledge(sent);
    const second = open({ respond: reused, storage });
    await settle();
    expect(second.sent).toHaveLength(2);
    first.network.respond = reused;
    await first.chance();
    expect(first.states.at(-1)).toBe('sent');
    expect(first.sent).toHaveLength(2);
  });
});

describe('a hostile page', () => {
  afterEach(() => {
    Reflect.deleteProperty(Array.prototype, 'toJSON');
  });

  test.each([
    ['blocked', new DOMException('denied', 'SecurityError')],
    ['missing', null],
    [
      'full',
      Object.assign(new PretendStorage(), {
        setItem() {
          throw new DOMException('full', 'QuotaExceededError');
        },
      }),
    ],
  ])('with storage %s: sends all the same, and says that it lives in this page alone', async (_, storage) => {
    const { deliver, states, chance, network } = open({ respond: offline, storage });
    await deliver();
    expect(states).toEqual(['held']);
    network.respond = acknowledge;
    await chance();
    expect(states).toEqual(['held', 'sent']);
  });

  test('whose old library gives arrays a toJSON does not change what is sent', async () => {
    Object.assign(Array.prototype, {
      toJSON(this: unknown[]) {
        return `[${this.map((item) => JSON.stringify(item)).join(', ')}]`;
      },
    });
    const { deliver, sent } = open({ respond: acknowledge });
    await deliver();
    expect(sent[0]?.body).toContain('"wishes":["mail","calls"]');
    expect(sent[0]?.body).toContain('"pricing":[0.5]');
  });
});
