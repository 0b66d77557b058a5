/**
 * The load of the accept bench, in a process of its own: so many connections, each sending the next as soon as the last is answered.
 *
 *     node test/bench/load.ts URL SECONDS CONNECTIONS [events]      prints JSON: { perSecond, p99, refused }
 *
 * With `events` it sends what a browser counts while somebody goes on by a step, else submissions.
 */
import http from 'node:http';
import { submission } from '../server/submission.ts';

const [url = '', seconds = '3', connections = '64', what] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(connections) });
const end = performance.now() + 1000 * Number(seconds);
const times: number[] = [];
let refused = 0;
let people = 0;

function sent(): unknown {
  if (what === 'events') return { form: 'demo', version: 1, events: [{ type: 'step', step: 'company' }] };
  people += 1;
  const email = `load${process.pid}x${people}@harbour.example`;
  return submission({ need: 'switch', size: 'middle', email, privacy: true });
}

function send(): Promise<number> {
  const body = JSON.stringify(sent());
  return new Promise((done, failed) => {
    const request = http.request(
      url,
      { agent, method: 'POST', headers: { 'content-length': Buffer.byteLength(body) } },
      (answer) => {
        answer.resume();
        answer.on('end', () => done(answer.statusCode ?? 0));
      },
    );
    request.on('error', failed);
    request.end(body);
  });
}

async function sendOn(): Promise<void> {
  while (performance.now() < end) {
    const start = performance.now();
    const status = await send();
    if (status >= 200 && status < 300) times.push(performance.now() - start);
    else refused += 1;
  }
}

await Promise.all(Array.from({ length: Number(connections) }, sendOn));
agent.destroy();
times.sort((a, b) => a - b);
const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
console.log(JSON.stringify({ perSecond: times.length / Number(seconds), p99, refused }));
