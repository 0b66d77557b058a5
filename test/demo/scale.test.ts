/** The page about scale: its tables are what the model makes of the figures, and the model is what one would work out by hand. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFigures } from '../bench/figures.ts';
import { type Figures, most, needs } from '../bench/needs.ts';
import { readPage, scaleTable, withFigures } from '../bench/scale.ts';

const figures = readFigures();

/** Figures that can be reckoned with by eye. */
const plain: Figures = {
  measured: {
    machine: 'none',
    sqlite: { perSecond: 1000, p99: 1 },
    postgres: { perSecond: 400 },
    stored: { sqlite: 10_000, postgres: 20_000, wal: 5000 },
    events: { sqlite: 1500, postgres: 300 },
    download: { first: 10_000, widget: 30_000 },
  },
  assumed: {
    headroom: 0.5,
    visitsPerSubmission: 10,
    stepsPerSubmission: 5,
    servedAtEdge: 0.9,
    commitsPerDatabase: 5000,
  },
};

describe('the model', () => {
  test('plans with half of what a database carries, and takes the counts for what they cost', () => {
    // A submission is a thousandth of a second, its fifteen counts are ten more.
    expect(most(plain, 'sqlite').silent).toBe(500);
    expect(most(plain, 'sqlite').counting).toBeCloseTo(0.5 / 0.011);
  });

  test.each([
    [10, { counting: true, silent: true }, 1, 1, 'none'],
    [100, { counting: false, silent: true }, 1, 1, 'one writer'],
    [501, { counting: false, silent: false }, 3, 1, 'the server'],
    [2500, { counting: false, silent: false }, 13, 1, 'the server'],
    [100_000, { counting: false, silent: false }, 500, 40, 'one database'],
  ] as const)('%i a second', (rate, fitsSqlite, servers, databases, limit) => {
    expect(needs(rate, plain)).toMatchObject({ fitsSqlite, servers, databases, limit });
  });

  test('adds up what is stored, logged, fetched and asked', () => {
    const one = needs(1, plain);
    expect(one.storedPerDay).toBe(864_000_000);
    expect(one.walPerSecond).toBe(5000);
    expect(one.downloadPerSecond).toBe(400_000);
    expect(one.eventsPerSecond).toBe(15);
    // Itself, its counts, and a tenth of the ten visits.
    expect(one.requestsPerSecond).toBeCloseTo(17);
    expect(needs(1000, plain).storedPerDay).toBe(1000 * 20_000 * 86_400);
  });

  test('never needs less for more', () => {
    let former = needs(1, figures);
    for (let rate = 2; rate < 1e6; rate *= 1.7) {
      const here = needs(rate, figures);
      for (const key of ['servers', 'databases', 'walPerSecond', 'requestsPerSecond'] as const)
        expect(here[key]).toBeGreaterThanOrEqual(former[key]);
      former = here;
    }
  });

  test('says sizes as people do', () => {
    const table = scaleTable(plain);
    for (const cell of ['8.6 GB', '50 kB', '860,000', '8,600,000,000']) expect(table).toContain(`>${cell}<`);
  });
});

describe('the page', () => {
  test('has the tables that follow from the figures: npm run bench scale brings them up to date', () => {
    expect(readPage()).toBe(withFigures(readPage(), figures));
    expect(readPage()).toContain(scaleTable(figures));
  });

  test('rests on the sizes that the README tells', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const { first, widget } = figures.measured.download;
    expect(readme).toContain(`one response | ${first / 1000} |`);
    expect(readme).toContain(`on the page | ${widget / 1000} |`);
  });

  test('has figures that can have been measured', () => {
    const { sqlite, postgres, stored, events } = figures.measured;
    for (const value of [sqlite, stored, events].flatMap((each) => Object.values(each)))
      expect(value).toBeGreaterThan(0);
    expect(postgres.perSecond).toBeGreaterThan(0);
  });
});
