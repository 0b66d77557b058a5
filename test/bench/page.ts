/**
 * What a visitor and the page around the form notice, at a CPU four times slower, each beside a page that draws the same steps
 * with bare Preact. The two take turns in one run.
 *
 * Script time is Chromium's own sum over everything that ran in the page (CDP Performance.getMetrics, ScriptDuration), from the
 * navigation until the first question is painted, with all that comes after it held back; and in a visit of its own until the
 * form is ready, its network has fallen silent and the page is idle. Heap is what is left after a
 * collection at the second question.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright';
import { build, type Rolldown } from 'vite';
import type { Definition } from '../../widget/schema/definition.ts';
import { chromiumFlags, findChromium } from '../browser/chromium.ts';
import { startServer } from '../server/start.ts';
import { median, table } from './figures.ts';
import { type Measured, watch } from './watch.ts';

const rounds = 21;
const slowdown = 4;
const form = 'crm-demo';

declare const measured: Measured;

interface Seen extends Measured {
  /** Milliseconds of script until the first question stands, and until everything is there and idle. */
  first: number;
  script: number;
  heap: number;
}

/**
 * A slowed page that watches itself, and how to ask it. Playwright's own ways of asking put a large script into the page, which
 * at this speed is a long task by itself.
 */
async function open(browser: Browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(watch);
  const metric = async (name: string) => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  };
  async function ask<T>(expression: string): Promise<T> {
    const asked = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', asked);
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  }
  return {
    page,
    session,
    metric,
    ask,
    async until(condition: string) {
      while (!(await ask<boolean>(condition))) await setTimeout(20);
    },
    idle: () => ask<number>('new Promise((done) => requestIdleCallback(() => done(0)))'),
  };
}

/** Milliseconds of script until the first question is painted; the widget that would take over then never comes. */
async function untilQuestion(browser: Browser, url: string): Promise<number> {
  const { page, metric, until, idle } = await open(browser);
  try {
    await page.route('**/lazy/**', () => {});
    await page.goto(url);
    await until('measured.question > 0');
    await idle();
    return 1000 * (await metric('ScriptDuration'));
  } finally {
    await page.close();
  }
}

/** The middle of the first card, in pixels of the window. */
const firstCard = `(() => {
  const box = document.querySelector('qualiform-form').shadowRoot.querySelector('.card').getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
})()`;

async function visit(browser: Browser, url: string): Promise<Seen> {
  const first = await untilQuestion(browser, url);
  const { page, session, metric, ask, until, idle } = await open(browser);
  try {
    await page.goto(url);
    await until('measured.ready > 0 && measured.question > 0');
    await page.waitForLoadState('networkidle');
    await idle();
    const script = 1000 * (await metric('ScriptDuration'));
    const { x, y } = await ask<{ x: number; y: number }>(firstCard);
    await page.mouse.click(x, y);
    await until('measured.click > 0');
    const seen = await ask<Measured>('measured');
    await session.send('HeapProfiler.collectGarbage');
    const heap = (await metric('JSHeapUsedSize')) / 1e6;
    return { ...seen, first, script, heap };
  } finally {
    await page.close();
  }
}

/** Answers everything, cuts the line and sends. Returns what the last press took. */
async function finish(browser: Browser, url: string): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    const session = await page.context().newCDPSession(page);
    await page.addInitScript(watch);
    await page.goto(url);
    for (const option of ['A demo: it would be our first CRM', 'Sales director, head of sales', '50–200'])
      await page.getByText(option, { exact: true }).click();
    await page.getByText('Yes, it is approved', { exact: true }).click();
    await page.getByRole('combobox').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox', { name: 'First name' }).fill('Ida');
    await page.getByRole('textbox', { name: 'Work email' }).fill('ida@harbour.example');
    await page.getByRole('checkbox').check();
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.context().setOffline(true);
    await page.evaluate(() => Object.assign(measured, { click: 0 }));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForFunction(() => measured.click > 0);
    return await page.evaluate(() => measured);
  } finally {
    await page.close();
  }
}

/** The script of the bare page, built as the widget is. */
async function bareScript(steps: unknown): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'silent',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: { 'process.env.NODE_ENV': '"production"', bareSteps: JSON.stringify(steps) },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: path.join(import.meta.dirname, 'bare/bare.tsx'), formats: ['iife'], name: 'unused' },
    },
  })) as Rolldown.RolldownOutput[];
  return output[0]?.output[0].code ?? '';
}

const pageWith = (source: string) =>
  `<!doctype html><html lang="en"><title>A page</title><body><h1>A page</h1><script async src="${source}"></script></body></html>`;

/** Serves one page and its script, compressed as the real server does it. */
async function serve(script: string, source: string): Promise<Server> {
  const squeezed = brotliCompressSync(script);
  const server = createServer((request, response) => {
    if (request.url === '/script.js') {
      response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'br' }).end(squeezed);
    } else response.writeHead(200, { 'content-type': 'text/html' }).end(pageWith(source));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

export async function run(): Promise<void> {
  const product = await startServer({ demo: true });
  const definition = (await (await fetch(`${product.url}/v1/forms/${form}`)).json()) as Definition;
  const steps = definition.steps
    .flatMap((step) => step.fields)
    .filter((field) => field.type === 'choice')
    .slice(0, 2)
    .map(({ label, options }) => ({
      label,
      options: options.map((option) => ({ id: option.id, label: option.label })),
    }));
  const floor = await serve(await bareScript(steps), '/script.js');
  const real = await serve('', `${product.url}/f/${form}.js`);
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
  const bare: Seen[] = [];
  const ours: Seen[] = [];
  const endings: Measured[] = [];
  try {
    for (let round = -2; round < rounds; round += 1) {
      const seen = [await visit(browser, addressOf(floor)), await visit(browser, addressOf(real))] as const;
      const ending = await finish(browser, addressOf(real));
      if (round < 0) continue; // the first ones warm caches up
      bare.push(seen[0]);
      ours.push(seen[1]);
      endings.push(ending);
    }
  } finally {
    await browser.close();
    floor.close();
    real.close();
    await product.stop();
  }
  const row = (what: string, key: keyof Seen, unit = 'ms') => {
    const [b, o] = [median(bare.map((m) => m[key])), median(ours.map((m) => m[key]))];
    const ratio = median(ours.map((m, index) => m[key] / (bare[index]?.[key] ?? Number.NaN)));
    const difference = median(ours.map((m, index) => m[key] - (bare[index]?.[key] ?? Number.NaN)));
    return [
      what,
      `${b.toFixed(1)} ${unit}`,
      `${o.toFixed(1)} ${unit}`,
      Number.isFinite(ratio) ? `${ratio.toFixed(2)}×` : '',
      `${difference.toFixed(1)} ${unit}`,
    ];
  };
  table(
    `A visitor at ${slowdown}× slower CPU, medians of ${rounds}`,
    ['', 'bare Preact', form, 'ratio', 'difference'],
    [
      row('navigation → first question painted', 'question'),
      row('navigation → it answers', 'ready'),
      row('script until the first question', 'first'),
      row('script until ready and idle', 'script'),
      row('click → next question painted', 'click'),
      row('tasks above 50 ms, together', 'long'),
      row('heap at the second question', 'heap', 'MB'),
    ],
  );
  table(
    'From Send to the ending, without a line',
    ['', form],
    [
      ['painted', `${median(endings.map(({ click }) => click)).toFixed(1)} ms`],
      ['frames', `${median(endings.map(({ frames }) => frames))}`],
    ],
  );
}

if (import.meta.main) await run();
