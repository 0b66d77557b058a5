/** The tables of demo/docs/scale.html, as they follow from the figures: `npm run bench scale` brings the page up to them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readFigures } from './figures.ts';
import { day, type Figures, type Limit, most, needs } from './needs.ts';

const rates = [10, 1000, 100_000];

const units = ['', ' kB', ' MB', ' GB', ' TB', ' PB'];

/** Two digits are as many as such a figure is worth. */
function rounded(value: number): string {
  const digits = Math.max(0, Math.floor(Math.log10(value)) - 1);
  const round = value < 10 ? value : Math.round(value / 10 ** digits) * 10 ** digits;
  return round.toLocaleString('en', { maximumFractionDigits: 1 });
}

function size(bytes: number): string {
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${rounded(bytes / 1000 ** unit)}${units[unit]}`;
}

const limits: Record<Limit, string> = {
  none: 'nothing',
  'one writer': 'the one writer of a SQLite file',
  'the server': 'the processors of one server',
  'one database': 'the commits of one database',
};

/** The table of the page, a column a rate. */
export function scaleTable(figures: Figures): string {
  const all = rates.map((rate) => needs(rate, figures));
  const row = (what: string, cells: readonly string[]) =>
    `<tr><th scope="row">${what}</th>${cells.map((cell, at) => `<td data-rate="${rates[at]?.toLocaleString('en')} a second">${cell}</td>`).join('')}</tr>`;
  return [
    row(
      'submissions a day',
      rates.map((rate) => rounded(rate * day)),
    ),
    row(
      'on one SQLite file',
      all.map(({ fitsSqlite: { counting, silent } }) =>
        counting ? 'yes' : silent ? 'yes, without counting' : 'no',
      ),
    ),
    row(
      'or servers on PostgreSQL, without counting',
      all.map(({ servers }) => servers.toLocaleString('en')),
    ),
    row(
      'on so many databases',
      all.map(({ databases }) => databases.toLocaleString('en')),
    ),
    row(
      'stored in a day',
      all.map(({ storedPerDay }) => size(storedPerDay)),
    ),
    row(
      'PostgreSQL’s log, a second',
      all.map(({ walPerSecond }) => size(walPerSecond)),
    ),
    row(
      'from the edge, a second',
      all.map(({ downloadPerSecond }) => size(downloadPerSecond)),
    ),
    row(
      'requests to servers, a second',
      all.map(({ requestsPerSecond }) => rounded(requestsPerSecond)),
    ),
    row(
      'of them counts of views and steps',
      all.map(({ eventsPerSecond }) => rounded(eventsPerSecond)),
    ),
    row(
      'what is in the way first',
      all.map(({ limit }) => limits[limit]),
    ),
  ].join('\n');
}

/** What one database carries, with and without counting. */
export function mostRows(figures: Figures): string {
  const row = (what: string, { counting, silent }: ReturnType<typeof most>) =>
    `<tr><th scope="row">${what}</th><td data-rate="with counts">${rounded(counting)}</td><td data-rate="without">${rounded(silent)}</td></tr>`;
  return [
    row('one SQLite file', most(figures, 'sqlite')),
    row('one server and PostgreSQL, sharing those two cores', most(figures, 'postgres')),
  ].join('\n');
}

/** What was measured and what is assumed, as the page lists it. */
export function figureRows({ measured, assumed }: Figures): { measured: string; assumed: string } {
  const rows = (all: Record<string, string>) =>
    Object.entries(all)
      .map(([what, value]) => `<tr><th scope="row">${what}</th><td>${value}</td></tr>`)
      .join('\n');
  const { sqlite, postgres, stored, events, download } = measured;
  const many = (value: number) => value.toLocaleString('en');
  return {
    measured: rows({
      'submissions a second, SQLite': `${many(sqlite.perSecond)}, 99 of 100 within ${sqlite.p99} ms`,
      'submissions a second, PostgreSQL': `${many(postgres.perSecond)}, with server, database and load on the same two cores`,
      'counts of one step a second, SQLite': many(events.sqlite),
      'counts of one step a second, PostgreSQL': many(events.postgres),
      'stored for one, SQLite': `${many(stored.sqlite)} bytes`,
      'stored for one, PostgreSQL': `${many(stored.postgres)} bytes, and ${many(stored.wal)} in its log`,
      'until the first question': size(download.first),
      'the widget behind it': size(download.widget),
    }),
    assumed: rows({
      'of what is possible, planned with': `${100 * assumed.headroom} %`,
      'visits for one submission': String(assumed.visitsPerSubmission),
      'steps counted for one': String(assumed.stepsPerSubmission),
      'scripts that come from the edge': `${100 * assumed.servedAtEdge} %`,
      'commits a second, one database on a machine of its own': many(assumed.commitsPerDatabase),
    }),
  };
}

const page = new URL('../../demo/docs/scale.html', import.meta.url);

/** The page with its tables as the figures have them: each stands between its own two comments. */
export function withFigures(text: string, figures: Figures): string {
  const { measured, assumed } = figureRows(figures);
  const tables = { scale: scaleTable(figures), most: mostRows(figures), measured, assumed };
  return Object.entries(tables).reduce(
    (whole, [name, rows]) =>
      whole.replace(
        new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`),
        `<!-- ${name} -->\n${rows}\n<!-- /${name} -->`,
      ),
    text,
  );
}

export const readPage = (): string => readFileSync(page, 'utf8');

/** `npm run bench scale` brings the page's tables up to the figures. */
export async function run(): Promise<void> {
  writeFileSync(page, withFigures(readPage(), readFigures()));
  console.log('demo/docs/scale.html has the figures of demo/docs/figures.json.');
}

if (import.meta.main) await run();
