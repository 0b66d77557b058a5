/**
 * What a visitor waits for, at a CPU four times slower: from navigation to the first question painted, and from a click to the
 * next question painted, each beside a page that draws the same two steps with bare Preact. The two take turns in one run.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright';
import { build, type Rolldown } from 'vite';
import type { Definition } from '../../widget/schema/definition.ts';
import { chromiumFlags, findChromium } from '../browser/chromium.ts';
import { startServer } from '../server/start.ts';
import { median, table } from './figures.ts';

const rounds = 21;
const slowdown = 4;
const form = 'crm-demo';

/** Runs in the page before anything else: notes when the first question is painted and answers, and how long a click takes. */
function watch(): void {
  const measured = { question: 0, ready: 0, click: 0 };
  Object.assign(globalThis, { measured });
  const painted = (then: (at: number) => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(0);
    });
  const question = () =>
    document.querySelector('qualiform-form')?.shadowRoot?.querySelector('h2')?.textContent;
  const lookForFirst = () => {
    if (!question()) return requestAnimationFrame(lookForFirst);
    // This frame is the one that paints it.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      measured.question = performance.now();
    };
    port2.postMessage(0);
  };
  requestAnimationFrame(lookForFirst);
  document.addEventListener('qualiform:ready', () => {
    measured.ready = performance.now();
  });
  document.addEventListener(
    'click',
    (event) => {
      const before = question();
      const lookForNext = () => {
        if (question() === before) return requestAnimationFrame(lookForNext);
        painted(() => {
          measured.click = performance.now() - event.timeStamp;
        });
      };
      lookForNext();
    },
    { capture: true, once: true },
  );
}

declare const measured: Measured;

interface Measured {
  question: number;
  ready: number;
  click: number;
}

async function visit(browser: Browser, url: string, choose: string): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.addInitScript(watch);
    await page.goto(url);
    await page.waitForFunction(() => measured.ready > 0 && measured.question > 0);
    await page.getByText(choose, { exact: true }).click();
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
  const choose = steps[0]?.options[0]?.label ?? '';
  const floor = await serve(await bareScript(steps), '/script.js');
  const real = await serve('', `${product.url}/f/${form}.js`);
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
  const bare: Measured[] = [];
  const ours: Measured[] = [];
  try {
    for (let round = -2; round < rounds; round += 1) {
      const pair = [
        await visit(browser, addressOf(floor), choose),
        await visit(browser, addressOf(real), choose),
      ] as const;
      if (round < 0) continue; // the first ones warm caches up
      bare.push(pair[0]);
      ours.push(pair[1]);
    }
  } finally {
    await browser.close();
    floor.close();
    real.close();
    await product.stop();
  }
  const row = (what: string, key: keyof Measured) => {
    const [b, o] = [median(bare.map((m) => m[key])), median(ours.map((m) => m[key]))];
    const ratio = median(ours.map((m, index) => m[key] / (bare[index]?.[key] ?? Number.NaN)));
    return [
      what,
      `${b.toFixed(1)} ms`,
      `${o.toFixed(1)} ms`,
      `${ratio.toFixed(2)}×`,
      `${(o - b).toFixed(1)} ms`,
    ];
  };
  table(
    `A visitor at ${slowdown}× slower CPU, medians of ${rounds}`,
    ['', 'bare Preact', form, 'ratio', 'difference'],
    [
      row('navigation → first question painted', 'question'),
      row('navigation → it answers', 'ready'),
      row('click → next question painted', 'click'),
    ],
  );
}

if (import.meta.main) await run();
