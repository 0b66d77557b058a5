/** What speaks for a person is gathered aside, waited for at the end, and gone on with after a reload. */
import { describe, expect, test } from 'vitest';
import { openKeep } from '../../widget/keep.ts';
import { openProof, type Provers } from '../../widget/proof.ts';
import { createQueue } from '../../widget/queue.ts';
import type { Submission } from '../../widget/submission.ts';
import { answer, pretendWorld, type Respond, settle } from './pretend.ts';

const url = 'https://forms.example/v1/forms/guarded';
const id = '019caa5f-1c00-7000-8000-000000000007';
const submission: Submission = {
  id,
  version: 1,
  status: 'complete',
  answers: { email: 'ada@acme.example' },
  context: {},
  signals: {},
};

/** A server that asks for some of this, and takes whatever comes. */
const serverAsking =
  (asks: object): Respond =>
  (sent) =>
    sent.url.includes('/token')
      ? answer(200, { token: 'the token', ...asks })
      : answer(201, { id: JSON.parse(sent.body).id, outcome: 'thanks' });

/** Work that takes until a test says that it is done. */
function open(asks: object, respond = serverAsking(asks)) {
  const pretend = pretendWorld({ respond });
  const begun: [token: string, bits: number][] = [];
  const works: PromiseWithResolvers<number>[] = [];
  const provers: Provers = {
    work: {
      solve(token, bits) {
        begun.push([token, bits]);
        const work = Promise.withResolvers<number>();
        works.push(work);
        return work.promise;
      },
    },
    turnstile: { askForTicket: async (key) => `ticket for ${key}` },
  };
  const proof = openProof(pretend.world, url, async (name) => provers[name]);
  const queue = createQueue(
    openKeep(() => pretend.world.storage('local')),
    pretend.world,
  );
  return {
    ...pretend,
    proof,
    begun,
    finish: (n: number, which = -1) => works.at(which)?.resolve(n),
    fail: () => works.at(-1)?.reject(new Error('broken')),
    async send() {
      const late = proof.whole(id)?.then((whole) => ({ proof: whole }));
      queue.deliver(`${url}/submissions`, { ...submission, proof: proof.show() }, () => {}, late);
      await settle();
    },
    /** Proofs of what has arrived. */
    arrived: () =>
      pretend.sent
        .filter(({ url: to }) => to.endsWith('/submissions'))
        .map(({ body }) => JSON.parse(body).proof),
  };
}

async function begun(asks: object) {
  const page = open(asks);
  page.proof.begin(id);
  await settle();
  return page;
}

describe('sent before the work is done', () => {
  test('a submission is kept on the device, and leaves with the work', async () => {
    const page = await begun({ work: 16 });
    await page.send();
    expect(page.arrived()).toEqual([]);
    expect(Object.keys(page.world.storage('local') as object)).toContainEqual(
      expect.stringMatching(/queue:/),
    );
    page.finish(7);
    await settle();
    expect(page.arrived()).toEqual([{ token: 'the token', work: 7 }]);
  });

  test('it leaves without where that takes too long, or cannot be done', async () => {
    const slow = await begun({ work: 16 });
    await slow.send();
    await slow.pass(7999);
    expect(slow.arrived()).toEqual([]);
    await slow.pass(1);
    expect(slow.arrived()).toEqual([{ token: 'the token' }]);
    slow.finish(7);
    await settle();
    expect(slow.arrived()).toHaveLength(1);

    const broken = await begun({ work: 16 });
    await broken.send();
    broken.fail();
    await settle();
    expect(broken.arrived()).toEqual([{ token: 'the token' }]);
  });

  test('it leaves at once where the page is about to be left, and only once', async () => {
    const page = await begun({ work: 16 });
    await page.send();
    page.chance();
    await settle();
    expect(page.arrived()).toEqual([{ token: 'the token' }]);
    page.finish(7);
    await settle();
    expect(page.arrived()).toHaveLength(1);
  });
});

test('where nothing is asked for, or all of it is there, nothing waits', async () => {
  const plain = await begun({});
  await plain.send();
  expect(plain.arrived()).toEqual([{ token: 'the token' }]);
  const ticket = await begun({ turnstile: 'key' });
  await ticket.send();
  expect(ticket.arrived()).toEqual([{ token: 'the token', ticket: 'ticket for key' }]);
});

test('a token that is still on its way is not waited for', async () => {
  const page = open({}, (sent) =>
    sent.url.includes('/token') ? new Promise(() => {}) : answer(201, { id }),
  );
  page.proof.begin(id);
  await page.send();
  expect(page.arrived()).toEqual([{}]);
});

describe('after a reload', () => {
  test('work that was left half done is begun anew, with the same token', async () => {
    const before = await begun({ work: 16 });
    before.proof.spring('robot');
    const kept = JSON.parse(JSON.stringify(before.proof.kept()));
    const page = open({ work: 16 });
    page.proof.resume(id, kept);
    await settle();
    expect(page.begun).toEqual([['the token', 16]]);
    page.finish(9);
    await settle();
    expect(page.proof.show()).toEqual({ token: 'the token', work: 9, trap: 'robot' });
    expect(page.sent).toEqual([]);
  });

  test('what is done stays done, and what is not readable is begun from the start', async () => {
    const before = await begun({ work: 16 });
    before.finish(7);
    await settle();
    const page = open({ work: 16 });
    page.proof.resume(id, before.proof.kept());
    await settle();
    expect([page.begun, page.proof.show()]).toEqual([[], { token: 'the token', work: 7 }]);
    const odd = open({});
    odd.proof.resume(id, { token: 7 });
    await settle();
    expect(odd.proof.show()).toEqual({ token: 'the token' });
  });
});

test('of a submission that was given up nothing is taken over into the next', async () => {
  const page = await begun({ work: 16 });
  page.proof.begin('019caa5f-1c00-7000-8000-000000000008');
  await settle();
  page.finish(7, 0);
  await settle();
  expect(page.proof.show()).toEqual({ token: 'the token' });
  page.finish(9, 1);
  await settle();
  expect(page.proof.show()).toEqual({ token: 'the token', work: 9 });
});
