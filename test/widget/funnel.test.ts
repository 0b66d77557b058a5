import { expect, test } from 'vitest';
import { openFunnel } from '../../widget/funnel.ts';
import { answer, pretendWorld } from './pretend.ts';
import { served } from './served.ts';

function open() {
  const pretend = pretendWorld({ respond: () => answer(202) });
  return { ...pretend, funnel: openFunnel(pretend.world, 'https://forms.example', served()) };
}

test('counts are gathered for a second and sent as one request that outlives the page', async () => {
  const { funnel, pass, sent, parsed } = open();
  funnel.note('ready');
  funnel.note('start');
  funnel.note('step', 'company');
  await pass(999);
  expect(sent).toEqual([]);
  await pass(1);
  expect(sent[0]?.url).toBe('https://forms.example/v1/events');
  expect(sent[0]?.init).toMatchObject({ method: 'POST', keepalive: true, credentials: 'omit' });
  expect(sent[0]?.init.headers).toBeUndefined();
  expect(parsed()).toEqual([
    {
      form: 'crm-demo',
      version: 1,
      events: [{ type: 'view' }, { type: 'start' }, { type: 'step', step: 'company' }],
    },
  ]);
  funnel.note('submit');
  await pass(1000);
  expect(parsed()[1]?.events).toEqual([{ type: 'submit' }]);
});

test('leaving the page sends what was gathered, and ending the form does too', async () => {
  const { funnel, chance, parsed } = open();
  funnel.note('ready');
  await chance();
  funnel.note('start');
  funnel.stop();
  await chance();
  expect(parsed().map(({ events }) => events)).toEqual([[{ type: 'view' }], [{ type: 'start' }]]);
});

test('nothing is sent where nothing happened', async () => {
  const { pass, sent, chance, funnel } = open();
  await pass(2000);
  await chance();
  funnel.stop();
  expect(sent).toEqual([]);
});

test('a failure is not tried again', async () => {
  const { funnel, pass, sent, network } = open();
  network.respond = () => Promise.reject(new TypeError('blocked'));
  funnel.note('ready');
  await pass(60_000);
  expect(sent).toHaveLength(1);
});
