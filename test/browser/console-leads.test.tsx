/** What sales reads in the console: chips, score bars, receipts, due times; and that answers stay text. */
import { render, screen } from '@testing-library/preact';
import { describe, expect, test } from 'vitest';
import { Answers } from '../../server/console/leads/Answers.tsx';
import { Context } from '../../server/console/leads/Context.tsx';
import { History } from '../../server/console/leads/History.tsx';
import { LeadHead } from '../../server/console/leads/LeadDetail.tsx';
import { Receipt } from '../../server/console/leads/Receipt.tsx';
import { ScoreBar } from '../../server/console/leads/ScoreBar.tsx';
import { StageChip } from '../../server/console/leads/StageChip.tsx';
import { stages } from '../../server/console/leads/stages.ts';
import type { Lead } from '../../server/console/shapes.ts';
import { ago, due } from '../../server/console/time.ts';
import '../../server/console/style/base.css';
import '../../server/console/style/stages.css';

const receipt: Lead['score'] = {
  total: 85,
  dimensions: { fit: 60, intent: 25 },
  ledger: [
    { source: 'size.s50_200', dimension: 'fit', points: 30, why: 'How many people? 50–200' },
    { source: 'decider', dimension: 'fit', points: 45, why: 'Can sign' },
    {
      source: 'need.switch',
      dimension: 'intent',
      points: 30,
      why: 'What brings you here? Replacing our CRM',
    },
    { source: 'free_mail', dimension: 'intent', points: -5, why: 'Writes from a free mailbox' },
    { source: 'cap.fit', dimension: 'fit', points: -15, why: 'Fit counts 60 at most' },
  ],
  limits: { fit: 60, intent: 40 },
  labels: { fit: 'Fit', intent: 'Intent' },
};

const lead: Lead = {
  id: '01990000-0000-7000-8000-000000000001',
  email: 'ana@northgate.example',
  name: 'Ana',
  company: 'Northgate',
  stage: 'sql',
  outcome: 'book',
  score: receipt,
  form: 'crm-demo',
  want: 'Replacing our CRM',
  owner: null,
  createdAt: '2026-03-01T10:00:00.000Z',
  updatedAt: '2026-03-01T10:00:00.000Z',
  handover: null,
  appeal: false,
  verdict: 'sql',
  would: [],
  answers: {},
  answered: [],
  history: [],
  submissions: [],
  version: 1,
  context: {},
  firstTouch: {},
  deliveries: [],
  phones: {},
};

const textOf = (element: Element) => element.textContent?.replaceAll(/\s+/g, ' ').trim();
const rowsOf = (container: Element) => [...container.querySelectorAll('tr')].map((row) => textOf(row));

describe('the receipt', () => {
  test('lists each reason with its points, then what each dimension and all of them come to', () => {
    const { container } = render(<Receipt receipt={receipt} would={['Would be customer if they signed']} />);
    expect(rowsOf(container)).toEqual([
      'ReasonPoints',
      'Fit',
      'How many people? 50–200+30',
      'Can sign+45',
      'Fit counts 60 at most−15',
      'Fit of 6060',
      'Intent',
      'What brings you here? Replacing our CRM+30',
      'Writes from a free mailbox−5',
      'Intent of 4025',
      'Score85',
    ]);
    screen.getByText('Would be customer if they signed');
  });

  test('shows a cap as a cap and not as a reason', () => {
    const { container } = render(<Receipt receipt={receipt} />);
    const caps = [...container.querySelectorAll('.receipt-cap')].map((row) => textOf(row));
    expect(caps).toEqual(['Fit counts 60 at most−15']);
  });

  test('adds up on the page: the rows of a dimension come to its subtotal, the subtotals to the score', () => {
    const { container } = render(<Receipt receipt={receipt} />);
    const points = (row: Element) => Number(row.lastElementChild?.textContent?.replace('−', '-'));
    const bodies = [...container.querySelectorAll('tbody')];
    const subtotals = bodies.map((body) => {
      const rows = [...body.querySelectorAll('tr:not(.receipt-dimension, .receipt-subtotal)')];
      const subtotal = body.querySelector('.receipt-subtotal');
      expect(subtotal && points(subtotal)).toBe(rows.reduce((sum, row) => sum + points(row), 0));
      return subtotal ? points(subtotal) : Number.NaN;
    });
    const total = container.querySelector('.receipt-total');
    expect(total && points(total)).toBe(subtotals.reduce((sum, one) => sum + one, 0));
  });

  test('with a single dimension has no subtotal beside the score', () => {
    const { container } = render(
      <Receipt
        receipt={{
          total: 10,
          dimensions: { score: 10 },
          ledger: [{ source: 'need.a', dimension: 'score', points: 10, why: 'Asked' }],
          limits: { score: 100 },
          labels: { score: 'Score' },
        }}
      />,
    );
    expect(rowsOf(container)).toEqual(['ReasonPoints', 'Asked+10', 'Score10']);
  });
});

describe('a stage chip', () => {
  test('tells each stage by its word, a shape of its own and a colour of its own', () => {
    const { container } = render(
      <p>
        {stages.map((stage) => (
          <StageChip key={stage} stage={stage} />
        ))}
      </p>,
    );
    const chips = [...container.querySelectorAll('.chip')];
    expect(chips.map((chip) => textOf(chip))).toEqual([
      'Lead',
      'MQL',
      'SAL',
      'SQL',
      'Customer',
      'Nurture',
      'Disqualified',
    ]);
    expect(new Set(chips.map((chip) => chip.querySelector('svg')?.innerHTML)).size).toBe(stages.length);
    expect(new Set(chips.map((chip) => getComputedStyle(chip).color)).size).toBe(stages.length);
    const struck = chips.filter((chip) =>
      getComputedStyle(chip.querySelector('.chip-label') ?? chip).textDecorationLine.includes('line-through'),
    );
    expect(struck.map((chip) => textOf(chip))).toEqual(['Disqualified']);
  });

  test.each([
    ['marketing', 'MQL'],
    ['product', 'PQL'],
    ['service', 'Service-qualified'],
  ] as const)('calls a qualified lead of a %s form %s', (kind, words) => {
    const { container } = render(<StageChip stage="mql" kind={kind} />);
    expect(textOf(container)).toBe(words);
  });
});

test('the bar of a score is as long as its dimensions, of all that they can reach', () => {
  const { container } = render(<ScoreBar score={receipt} labels={receipt.labels} limits={receipt.limits} />);
  const parts = [...container.querySelectorAll<HTMLElement>('.score-part')];
  expect(parts.map((part) => part.style.width)).toEqual(['60%', '25%']);
  screen.getByTitle('Fit 60, Intent 25');
});

describe('what brought a visitor', () => {
  const ad = { 'click.gclid': 'G1', 'utm.source': 'ads', 'landing.path': '/spring' };
  const draw = (context: Record<string, string>, firstTouch?: Record<string, string>) => {
    const more = firstTouch && { firstTouch };
    const { container } = render(
      <Context context={context} {...more} form="crm-demo" version={1} outcome="book" />,
    );
    return [...container.querySelectorAll('h3, dt, dd, p')].map((part) => part.textContent).slice(4);
  };

  test.each<[string, unknown[], string[]]>([
    [
      'in words, last and first',
      [{ ...ad, 'page.path': '/demo' }, { 'landing.path': '/blog' }],
      [
        ...['Page', '/demo', 'Last touch', 'Source', 'ads', 'Google Ads click', 'G1', 'Landed on', '/spring'],
        ...['First touch', 'Came from', 'nowhere that told', 'Landed on', '/blog'],
      ],
    ],
    ['once where both are one', [ad, ad], ['First touch', 'The same.']],
    [
      'of a submission by what it says itself',
      [{ 'first.utm.source': 'podcast' }],
      ['First touch', 'Source', 'podcast'],
    ],
    ['and nothing where nothing is known', [{}], []],
  ])('stands there %s', (_, [context, firstTouch], shown) => {
    const words = draw(context as never, firstTouch as never);
    expect(words.slice(words.length - shown.length)).toEqual(shown);
  });
});

describe('times', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  test.each([
    ['2026-03-10T12:20:00Z', 'in 20 min', false],
    ['2026-03-10T15:00:00Z', 'in 3 h', false],
    ['2026-03-13T12:00:00Z', 'in 3 d', false],
    ['2026-03-10T10:00:00Z', '2 h over', true],
  ])('due at %s is %s', (at, words, over) => {
    expect(due(at, now)).toEqual({ words, over });
  });
  test.each([
    ['2026-03-10T11:59:40Z', 'just now'],
    ['2026-03-10T11:55:00Z', '5 min ago'],
    ['2026-03-10T09:00:00Z', '3 h ago'],
    ['2026-03-02T12:00:00Z', 'Mar 2'],
    ['2025-03-02T12:00:00Z', 'Mar 2, 2025'],
    ['no time at all', ''],
  ])('what was at %s was %s', (at, words) => {
    expect(ago(at, now)).toBe(words);
  });
});

describe('markup', () => {
  const nasty = '"><img src=x onerror="window.brokenIn = true"><script>window.brokenIn = true</script>';
  const at = '2026-03-01T10:00:00.000Z';

  test.each([
    ['a name', <LeadHead key="1" lead={{ ...lead, name: nasty, company: nasty, email: nasty }} />],
    [
      'an answer',
      <Answers
        key="2"
        answered={[
          {
            field: 'a',
            label: nasty,
            value: nasty,
            text: nasty,
            form: nasty,
            version: 1,
            submission: nasty,
            at,
          },
        ]}
      />,
    ],
    ['a reason', <Receipt key="3" receipt={{ ...receipt, labels: { fit: nasty } }} would={[nasty]} />],
    ['a move', <History key="4" history={[{ from: null, to: 'lead', by: nasty, why: nasty, at }]} />],
    ['a fact', <Context key="5" context={{ [nasty]: nasty }} form={nasty} version={1} outcome={nasty} />],
  ])('in %s is shown as it was typed', (_, view) => {
    const { container } = render(view);
    expect(container.textContent).toContain(nasty);
    expect(container.querySelector('img, script')).toBeNull();
    expect('brokenIn' in window).toBe(false);
    for (const link of container.querySelectorAll('a')) expect(link.pathname).toMatch(/^\/console\//);
  });
});
