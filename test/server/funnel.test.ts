/** Counts of how far visitors get. */
import { expect, test } from 'vitest';
import { funnelCounts } from '../../server/db/schema/forms.ts';
import type { Write } from '../../server/db/statements.ts';
import { Busy } from '../../server/db/trouble.ts';
import { createTally } from '../../server/funnel/tally.ts';
import { demo } from './forms.ts';
import { local } from './local.ts';

const post = (body: unknown) => ['/v1/events', { method: 'POST', body: JSON.stringify(body) }] as const;

test('events are counted by day, version, kind and step, and nothing else is kept', async () => {
  const { publish, ask, store, tally } = await local();
  await publish(demo);
  const events = [{ type: 'view' }, { type: 'step', step: 'need' }, { type: 'step', step: 'need' }];
  for (let n = 0; n < 2; n += 1)
    expect(
      (await ask(...post({ form: 'demo', version: 1, events: [...events, { type: 'told-you' }] }))).status,
    ).toBe(202);
  expect(
    (await ask(...post({ form: 'demo', version: 1, events: [{ type: 'step', step: 'ann@acme.com' }] })))
      .status,
  ).toBe(202);
  expect(await store.orm.select().from(funnelCounts)).toEqual([]);
  await tally.flush();
  const rows = await store.orm.select().from(funnelCounts);
  expect(rows.map(({ type, step, count }) => [type, step, count]).sort()).toEqual([
    ['step', '', 1],
    ['step', 'need', 4],
    ['view', '', 2],
  ]);
});

test.each([
  [{ form: 'nothing', version: 1, events: [] }, 404],
  [{ form: 'demo', version: 9, events: [] }, 404],
  [{ form: 'demo', version: 1, events: 'many' }, 422],
  [{ form: 'demo', version: 1, events: Array(101).fill({ type: 'view' }) }, 422],
])('what cannot be counted is refused: %j', async (body, status) => {
  const { publish, ask } = await local();
  await publish(demo);
  expect((await ask(...post(body))).status).toBe(status);
});

test('what is counted is written a second later by itself, and what cannot be written then waits', async () => {
  const { publish, ask, store } = await local();
  await publish(demo);
  await ask(...post({ form: 'demo', version: 1, events: [{ type: 'view' }] }));
  await expect.poll(() => store.orm.select().from(funnelCounts)).toHaveLength(1);

  const written: Write[] = [];
  let isBusy = true;
  const tally = createTally({
    async commit(writes) {
      if (isBusy) throw new Busy();
      written.push(...writes);
      return true;
    },
  });
  const view = { formId: 'demo', version: 1, day: '2026-03-01', type: 'view', step: '', count: 1 };
  tally.add(view);
  await tally.flush();
  tally.add(view);
  isBusy = false;
  await tally.flush();
  await tally.flush();
  expect(written).toEqual([['countEvents', { ...view, count: 2 }]]);
});
