import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openBridge } from '../../widget/bridge.ts';
import type { Details, EventName } from '../../widget/events.ts';
import { openBridges, type Tools } from '../../widget/lazy/bridges.ts';
import { waitFor } from '../wait.ts';

const about = { form: 'crm-demo', version: 3 };
const verdict = { id: 'id-1', stage: 'sql', outcome: 'book' } as const;
const score = {
  total: 85,
  dimensions: { fit: 60, intent: 25 },
  ledger: [{ source: 'size.s50_200', dimension: 'fit', points: 30 }],
};
/** With everything in it that a detail can have, answers too. */
const details: Details = {
  ready: about,
  start: about,
  step: { ...about, step: 'company', position: 2 },
  submit: { ...about, ...verdict, score, answers: { email: 'ann@acme.example', size: 's50_200' } },
  outcome: { ...about, ...verdict, score },
  open: { ...about, by: 'visitor' },
  close: { ...about, by: 'page' },
  error: { form: 'crm-demo', code: 'refused', detail: 'ann@acme.example was refused' },
};
const inOrder: EventName[] = ['ready', 'start', 'step', 'submit', 'outcome', 'open', 'close', 'error'];

const common = { form_id: 'crm-demo', qualiform_version: 3 };
const judged = {
  ...common,
  qualiform_submission: 'id-1',
  qualiform_stage: 'sql',
  qualiform_outcome: 'book',
  qualiform_score: 85,
};
const parameters: Record<EventName, object> = {
  ready: common,
  start: common,
  step: { ...common, qualiform_step: 'company', qualiform_position: 2 },
  submit: judged,
  outcome: judged,
  open: common,
  close: common,
  error: { form_id: 'crm-demo', qualiform_error: 'refused' },
};
const titles = [
  'Viewed',
  'Started',
  'Step Viewed',
  'Submitted',
  'Outcome Viewed',
  'Opened',
  'Closed',
  'Failed',
];

/** Each tool as it stands on a page, writing down what it is told. */
const tools: Record<string, () => { page: Tools; told: unknown[] }> = {
  gtm() {
    const told: unknown[] = [];
    return { page: { dataLayer: told }, told };
  },
  gtag() {
    const told: unknown[] = [];
    return { page: { gtag: (...words) => told.push(words) }, told };
  },
  segment() {
    const told: unknown[] = [];
    return { page: { analytics: { track: (...words) => told.push(words) } }, told };
  },
  plausible() {
    const told: unknown[] = [];
    return { page: { plausible: (...words) => told.push(words) }, told };
  },
};

/** What each tool is told of all six events. */
const expected: Record<string, unknown[]> = {
  gtm: inOrder.map((name) => ({ event: `qualiform_${name}`, ...parameters[name] })),
  gtag: inOrder.flatMap((name) => {
    const recommended = { submit: ['generate_lead'], outcome: ['qualify_lead'] }[name as string] ?? [];
    return [`qualiform_${name}`, ...recommended].map((event) => ['event', event, parameters[name]]);
  }),
  segment: inOrder.map((name, at) => [`Form ${titles[at]}`, parameters[name]]),
  plausible: inOrder.map((name, at) => [`Form ${titles[at]}`, { props: parameters[name] }]),
};

const tell = (emit: ReturnType<typeof openBridges>, names = inOrder) => {
  for (const name of names) emit(name, details[name] as never);
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe.each(Object.keys(tools))('%s', (name) => {
  test('is told everything once, in order, in its own words, and never an answer', () => {
    const { page, told } = (tools[name] as () => { page: Tools; told: unknown[] })();
    tell(openBridges([name], page));
    expect(told).toEqual(expected[name]);
    expect(JSON.stringify(told)).not.toMatch(/acme|s50_200/);
  });

  test('that comes later than the form is told what has happened before', () => {
    const page: Tools = {};
    const emit = openBridges([name], page);
    tell(emit, ['ready', 'start']);
    vi.advanceTimersByTime(10_000);
    const late = (tools[name] as () => { page: Tools; told: unknown[] })();
    // Google's list is there from the first push on, and Tag Manager reads it from its beginning.
    if (name === 'gtm') expect(page.dataLayer).toEqual(expected.gtm?.slice(0, 2));
    else {
      Object.assign(page, late.page);
      vi.advanceTimersByTime(1000);
      expect(late.told).toEqual(expected[name]?.slice(0, 2));
      tell(emit, ['step']);
      expect(late.told).toHaveLength(3);
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that throws reaches nobody, and the others are told', () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const fail = () => {
      throw new Error('theirs');
    };
    const others = Object.keys(tools).filter((other) => other !== name);
    const made = others.map((other) => (tools[other] as () => { page: Tools; told: unknown[] })());
    const page = Object.assign({}, ...made.map((one) => one.page));
    Object.assign(
      page,
      {
        gtm: { dataLayer: { push: fail } },
        gtag: { gtag: fail },
        segment: { analytics: { track: fail } },
        plausible: { plausible: fail },
      }[name],
    );
    tell(openBridges([...others, name], page));
    expect(made.map(({ told }) => told)).toEqual(others.map((other) => expected[other]));
    expect(said.mock.calls[0]?.join(' ')).toContain(`${name} did not take an event`);
    said.mockRestore();
  });
});

test('a tool that never comes is not waited for without end', () => {
  tell(openBridges(['segment'], {}), ['ready']);
  vi.advanceTimersByTime(10 * 60_000);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ['lead', undefined],
  ['mql', 'qualify_lead'],
  ['sql', 'qualify_lead'],
  ['disqualified', 'disqualify_lead'],
] as const)('Google hears of a visitor who turned out to be %s: %s', (stage, name) => {
  const told: unknown[][] = [];
  const emit = openBridges(['gtag'], { gtag: (...words) => told.push(words) });
  emit('outcome', { ...details.outcome, stage });
  expect(told.map(([, event]) => event)).toEqual(['qualiform_outcome', ...(name ? [name] : [])]);
});

describe('the way to the bridges', () => {
  test('holds what happens until the part is there', async () => {
    const heard: unknown[] = [];
    const part = Promise.withResolvers<{ openBridges(names: readonly string[]): () => void }>();
    const emit = openBridge('gtm  plausible', () => part.promise as never);
    emit('ready', details.ready);
    part.resolve({
      openBridges: (names) => ((name: string) => heard.push([...names, name])) as unknown as () => void,
    });
    await part.promise;
    emit('start', details.start);
    await Promise.resolve();
    expect(heard.map((one) => (one as string[]).at(-1))).toEqual(['ready', 'start']);
    expect(heard[0]).toEqual(['gtm', 'plausible', 'ready']);
  });

  test('says so where the part cannot be had', async () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const emit = openBridge('gtm', () => Promise.reject(new Error('blocked')));
    emit('ready', details.ready);
    await waitFor(() => expect(said).toHaveBeenCalledOnce());
    expect(() => emit('start', details.start)).not.toThrow();
    said.mockRestore();
  });
});
