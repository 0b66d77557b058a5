/**
 * Ten minutes at 500 submissions a second: what is held in memory, minute by minute. Resident memory as the system sees it, and the
 * heap by the server's own figures.
 */
import http from 'node:http';
import { demo } from '../server/forms.ts';
import { startServer } from '../server/start.ts';
import { submission } from '../server/submission.ts';
import { table } from './figures.ts';

const perSecond = 500;
const minutes = 10;
/** Milliseconds between two handfuls. */
const tick = 20;
const handful = (perSecond * tick) / 1000;

export async function run(): Promise<void> {
  const server = await startServer();
  const { url, headers } = server;
  await fetch(`${url}/api/forms/demo`, { method: 'PUT', headers, body: JSON.stringify(demo) });
  await fetch(`${url}/api/forms/demo/publish`, { method: 'POST', headers });

  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const counts = { accepted: 0, refused: 0, waiting: 0 };
  let people = 0;
  const send = () => {
    people += 1;
    const body = JSON.stringify(
      submission({ need: 'switch', size: 'middle', email: `p${people}@harbour.example` }),
    );
    counts.waiting += 1;
    const request = http.request(
      `${url}/v1/forms/demo/submissions`,
      { agent, method: 'POST', headers: { 'content-length': Buffer.byteLength(body) } },
      (answer) => {
        answer.resume();
        answer.on('end', () => {
          counts.waiting -= 1;
          if (answer.statusCode === 201) counts.accepted += 1;
          else counts.refused += 1;
        });
      },
    );
    request.on('error', () => {
      counts.waiting -= 1;
      counts.refused += 1;
    });
    request.end(body);
  };
  const megabytes = async (name: string) => {
    const text = await (await fetch(`${url}/metrics`, { headers })).text();
    const [, value] = new RegExp(`^${name} (\\S+)$`, 'm').exec(text) ?? [];
    return Number(value) / 1e6;
  };

  const rows: string[][] = [];
  const begun = performance.now();
  let due = 0;
  const sending = setInterval(() => {
    // What the clock owes, so that a late tick loses nothing; and no more than the server can have in hand.
    due = ((performance.now() - begun) / 1000) * perSecond;
    for (let n = 0; people < due && n < handful * 10 && counts.waiting < 1000; n += 1) send();
  }, tick);
  for (let minute = 1; minute <= minutes; minute += 1) {
    await new Promise((resolve) => setTimeout(resolve, begun + minute * 60_000 - performance.now()));
    rows.push([
      String(minute),
      `${(counts.accepted / (minute * 60)).toFixed(0)} /s`,
      String(counts.refused),
      `${(await megabytes('qualiform_memory_bytes')).toFixed(0)} MB`,
      `${(await megabytes('nodejs_heap_size_used_bytes')).toFixed(0)} MB`,
    ]);
    console.log(rows.at(-1)?.join('  '));
  }
  clearInterval(sending);
  agent.destroy();
  await server.stop();
  table(
    `${minutes} minutes at ${perSecond} submissions a second`,
    ['minute', 'accepted so far', 'refused', 'resident', 'heap'],
    rows,
  );
}

if (import.meta.main) await run();
