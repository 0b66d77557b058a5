/** What a visitor gets in the end, and how the way there is told. */

import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { StoreDeps } from '../../widget/store.ts';
import type { Delivery, Reply } from '../../widget/submission.ts';
import type { Outside } from '../../widget/view/outside.ts';
import { serve } from './specimen/forms.ts';
import { stage, strike } from './stage.ts';

type Calendar = typeof import('../../widget/lazy/booking.ts').showCalendar;

afterEach(strike);

const served = (show: object, more = {}) =>
  serve({
    steps: [
      {
        id: 'one',
        fields: [
          { id: 'name', type: 'text', label: 'Name' },
          { id: 'email', type: 'email', label: 'E-mail' },
        ],
      },
    ],
    outcomes: [{ id: 'end', show }],
    ...more,
  });

function end(show: object, deps: Partial<StoreDeps> = {}, outside?: Outside) {
  const here = stage(served(show), deps, outside);
  here.store.answer('name', 'Ada & Co?');
  here.store.answer('email', 'ada@acme.com');
  here.store.next();
  return here;
}

/** A world in which nothing is left to chance. */
function watch(load: Outside['load'] = () => new Promise(() => {})) {
  const visited: string[] = [];
  return { visited, outside: { navigate: (url: string) => visited.push(url), load } as unknown as Outside };
}

/** Deliveries by hand. */
function deliverer() {
  let report: (state: Delivery, reply?: Reply) => void = () => {};
  const sent = vi.fn();
  const deliver: StoreDeps['deliver'] = (submission, tell) => {
    sent(submission);
    report = tell;
    tell('sending');
  };
  return { deliver, sent, report: (state: Delivery, reply?: Reply) => report(state, reply) };
}

test('focus goes to the heading of the ending', async () => {
  const here = stage(served({ type: 'message', title: 'Thank you, {{name|friend}}' }));
  await userEvent.click(here.find('input'));
  await userEvent.keyboard('Ada{Enter}');
  await expect.poll(() => here.active()?.textContent).toBe('Thank you, Ada');
});

describe('delivery', () => {
  test('is told in words: sending, saved, sent', async () => {
    const { deliver, report } = deliverer();
    const here = end({ type: 'message' }, { deliver });
    const status = () => here.find('.delivery').textContent;
    await expect.poll(status).toBe('Sending…');
    expect(here.find('.delivery').getAttribute('role')).toBe('status');
    report('saved');
    await expect.poll(status).toBe('Saved on this device. It will be sent as soon as you are online.');
    report('sent');
    await expect.poll(status).toBe('Your answers have been sent.');
  });

  test('says so where nothing may be kept and there is no line', async () => {
    const { deliver, report } = deliverer();
    const here = end({ type: 'message' }, { deliver });
    report('held');
    await expect.poll(() => here.find('.delivery').textContent).toContain('Please keep this page open');
  });

  test('that was refused can be tried again', async () => {
    const { deliver, report, sent } = deliverer();
    const here = end({ type: 'message' }, { deliver });
    report('refused');
    await expect.poll(() => here.find('.delivery').textContent).toContain('could not be sent');
    await userEvent.click(here.find('.delivery .button'));
    expect(sent).toHaveBeenCalledTimes(2);
    expect(sent.mock.calls[1]).toEqual(sent.mock.calls[0]);
    await expect.poll(() => here.text()).toContain('Sending…');
  });

  test('with private scoring holds the ending back until the server has said it', async () => {
    const { deliver, report } = deliverer();
    const here = stage(served({ type: 'message' }, { scoring: { private: true } }), { deliver });
    here.store.next();
    await expect.poll(() => here.heading()).toBe('One moment…');
    expect(here.root.querySelector('.skeleton')).not.toBeNull();
    report('saved');
    await expect.poll(() => here.heading()).toBe('Thank you');
    expect(here.text()).toContain('Saved on this device');
    report('sent', { id: 'x', stage: 'sql', outcome: 'end', ending: { type: 'message', title: 'Welcome' } });
    await expect.poll(() => here.heading()).toBe('Welcome');
  });
});

describe('a no', () => {
  const no = {
    type: 'message',
    title: 'Not yet',
    url: 'https://example.com/free',
    label: 'Free',
    appeal: true,
  };

  test('offers something useful and takes an appeal once', async () => {
    const appeal = vi.fn(async () => true);
    const here = end(no, { appeal });
    await expect.poll(() => here.find<HTMLAnchorElement>('a').href).toBe('https://example.com/free');
    await userEvent.click(here.find('button'));
    await expect.poll(() => here.text()).toContain('A person will look at your answers.');
    expect(appeal).toHaveBeenCalledTimes(1);
    expect(here.root.querySelector('button')).toBeNull();
  });

  test('says so when the appeal could not be noted, and takes it again', async () => {
    const appeal = vi.fn(async () => appeal.mock.calls.length > 1);
    const here = end(no, { appeal });
    await expect.poll(() => here.find('button').textContent).toBe('I think this is a mistake');
    await userEvent.click(here.find('button'));
    await expect.poll(() => here.text()).toContain('That could not be sent.');
    await userEvent.click(here.find('button'));
    await expect.poll(() => here.text()).toContain('A person will look at your answers.');
  });

  test('takes an appeal before the answers have arrived, and sends it once they have', async () => {
    const appeal = vi.fn(async () => true);
    const { deliver, report } = deliverer();
    const here = end(no, { appeal, deliver });
    report('saved');
    await expect.poll(() => here.find('button').textContent).toBe('I think this is a mistake');
    await userEvent.click(here.find('button'));
    await expect.poll(() => here.text()).toContain('Your answers are still on their way.');
    expect(appeal).not.toHaveBeenCalled();
    report('sent', { id: 'renamed', stage: 'disqualified', outcome: 'end' });
    await expect.poll(() => here.text()).toContain('A person will look at your answers.');
    expect(appeal.mock.calls).toEqual([['renamed']]);
  });

  test('offers the appeal again where the answers were refused', async () => {
    const { deliver, report } = deliverer();
    const here = end(no, { deliver });
    await expect.poll(() => here.find('button').textContent).toBe('I think this is a mistake');
    await userEvent.click(here.find('button'));
    report('refused');
    await expect.poll(() => here.text()).toContain('could not be sent');
    expect(here.find('button.quiet').textContent).toBe('I think this is a mistake');
  });
});

describe('a redirect', () => {
  const show = {
    type: 'redirect',
    url: 'https://example.com/{{name}}/?name={{name}}&e={{email}}&x={{no|none}}',
  };

  test('leaves when the submission is kept, not before, and once; answers are encoded behind the ?', async () => {
    const { deliver, report } = deliverer();
    const { visited, outside } = watch();
    const here = end({ ...show, url: show.url.replace('{{name}}/', '') }, { deliver }, outside);
    const address = 'https://example.com/?name=Ada%20%26%20Co%3F&e=ada%40acme.com&x=none';
    await expect.poll(() => here.find<HTMLAnchorElement>('a').href).toBe(address);
    expect(visited).toEqual([]);
    report('saved');
    await expect.poll(() => visited).toEqual([address]);
    report('sent');
    await expect.poll(() => here.text()).toContain('have been sent');
    expect(visited).toHaveLength(1);
  });

  test('never leaves when the submission was refused, nor without a world outside', async () => {
    const { deliver, report } = deliverer();
    const { visited, outside } = watch();
    const here = end({ type: 'redirect', url: 'https://example.com/' }, { deliver }, outside);
    report('refused');
    await expect.poll(() => here.text()).toContain('could not be sent');
    expect(visited).toEqual([]);
    expect(end({ type: 'redirect', url: 'https://example.com/' }).store.ending.value).toBeDefined();
  });
});

test('a number to call is a link that a phone understands', async () => {
  const here = end({ type: 'call', phone: '+48 22 123 45 67' });
  await expect.poll(() => here.find('a').getAttribute('href')).toBe('tel:+48221234567');
});

describe('booking', () => {
  const show = { type: 'booking', url: 'https://cal.com/acme/intro', pass: { name: 'name', email: 'email' } };
  const address = 'https://cal.com/acme/intro?name=Ada+%26+Co%3F&email=ada%40acme.com';
  const link = (here: ReturnType<typeof end>) => here.find<HTMLAnchorElement>('.foot a');

  test('shows a skeleton, then the calendar, and always a link', async () => {
    const showCalendar = vi.fn((..._: Parameters<Calendar>) => () => {});
    const { outside } = watch(async () => ({ showCalendar }) as never);
    const here = end(show, {}, outside);
    await expect.poll(() => here.root.querySelector('.calendar .skeleton')).not.toBeNull();
    expect(link(here).href).toBe(address);
    await expect.poll(() => showCalendar.mock.calls.length).toBe(1);
    const [host, calendar] = showCalendar.mock.calls[0] as Parameters<Calendar>;
    expect(host).toBe(here.find('.calendar'));
    expect(calendar).toMatchObject({ address, title: 'Calendar' });
    calendar.ready();
    await expect.poll(() => here.root.querySelector('.skeleton')).toBeNull();
    expect(link(here).textContent).toBe('Open the calendar in a new tab');
  });

  test.each<[string, object, (() => Promise<never>) | undefined]>([
    ['cannot be fetched', show, () => Promise.reject(new Error('offline'))],
    ['is of another maker', { ...show, url: 'https://evil-cal.com/x' }, undefined],
    ['is not wanted inside', { ...show, inline: false }, undefined],
  ])('is a plain link where the calendar %s', async (_, ending, load) => {
    const loads = vi.fn(load ?? (() => new Promise<never>(() => {})));
    const here = end(ending, {}, watch(loads).outside);
    await expect.poll(() => link(here).textContent).toContain('Choose a time');
    expect(link(here).className).toBe('button');
    expect(here.root.querySelector('.calendar')).toBeNull();
    expect(loads).toHaveBeenCalledTimes(load ? 1 : 0);
  });

  test('is a plain link where nothing may be fetched', async () => {
    const here = end(show);
    await expect.poll(() => link(here).className).toBe('button');
  });

  test('takes the calendar down with the form', async () => {
    const stop = vi.fn();
    const showCalendar = vi.fn(() => stop);
    end(show, {}, watch(async () => ({ showCalendar }) as never).outside);
    await expect.poll(() => showCalendar.mock.calls.length).toBe(1);
    strike();
    expect(stop).toHaveBeenCalledTimes(1);
  });
});
