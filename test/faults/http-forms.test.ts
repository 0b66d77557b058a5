/** Which forms there are, and in which version: strangers learn nothing, and visitors are held to what they saw. */
import { describe, expect, test } from 'vitest';
import { answers, demo } from '../server/forms.ts';
import { submission } from '../server/submission.ts';
import { look, publish, send, serving, shared } from './serving.ts';
import { speak } from './wire.ts';

describe('a form that never was, one that is a draft, and one that is archived', () => {
  const server = shared({}, []);
  const body = JSON.stringify(submission(answers.sql));
  const events = (form: string) => JSON.stringify({ form, version: 1, events: [{ type: 'view' }] });

  test.each<[string, string, (form: string) => [path: string, body?: string, type?: string]]>([
    ['GET', 'its definition', (form) => [`/v1/forms/${form}`]],
    ['GET', 'its definition in another language', (form) => [`/v1/forms/${form}?lang=pl`]],
    ['GET', 'a picture of it', (form) => [`/v1/forms/${form}/1/images/need/switch`]],
    ['GET', 'its script', (form) => [`/f/${form}.js`]],
    ['GET', 'its page', (form) => [`/f/${form}`]],
    ['POST', 'a submission', (form) => [`/v1/forms/${form}/submissions`, body]],
    ['POST', 'a submission that is no JSON', (form) => [`/v1/forms/${form}/submissions`, '{']],
    ['POST', 'an appeal', (form) => [`/v1/forms/${form}/submissions/${JSON.parse(body).id}/appeal`, '']],
    ['POST', 'a plain form', (form) => [`/f/${form}`, 'need=look', 'application/x-www-form-urlencoded']],
    ['POST', 'events', (form) => ['/v1/events', events(form)]],
  ])('are answered byte for byte the same: %s of %s', async (method, _, request) => {
    const { headers, url } = server();
    for (const id of ['aa-draft', 'archived']) {
      const form = JSON.stringify({ ...demo, id });
      await fetch(`${url}/api/forms/${id}`, { method: 'PUT', headers, body: form });
    }
    await fetch(`${url}/api/forms/archived/publish`, { method: 'POST', headers });
    await fetch(`${url}/api/forms/archived/archive`, { method: 'POST', headers });

    const said = async (form: string) => {
      const [path, text = '', type = 'text/plain'] = request(form);
      const lines = ['host: localhost', 'connection: close', `content-type: ${type}`];
      if (method === 'POST') lines.push(`content-length: ${text.length}`);
      const head = [`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
      const answer = await speak(server().port, [head + text]);
      return answer.text.replace(/^date: .*\r\n/im, '');
    };
    const unknown = await said('unknown1');
    expect(unknown).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    expect(await said('aa-draft')).toBe(unknown);
    expect(await said('archived')).toBe(unknown);
  });
});

test('who began on version 3 and sends after version 4 is published is scored by 3, and is not lost', async () => {
  const server = await serving();
  for (const version of [2, 3]) expect(await publish(server, demo)).toBe(version);
  // As the visitor sees it, the middle size is worth 40; in version 4 the question has other options.
  const [need, company, contact] = demo.steps as [Step, Step, Step];
  const [, seats] = company.fields as [Step['fields'][0], Step['fields'][0]];
  const size = { id: 'size', type: 'text', label: 'How many, in words?' } as const;
  const changed = {
    ...demo,
    steps: [need, { ...company, fields: [size, seats] }, contact],
    qualify: { mql: { score: { gte: 10 } }, sql: { score: { gte: 20 } } },
  };
  expect(await publish(server, changed)).toBe(4);

  const body = submission({ ...answers.mql, email: 'ann@harbour.example' }, { version: 3 });
  const { status, json } = await send(server, body);
  expect([status, json.version, json.stage, json.score.total]).toEqual([201, 3, 'mql', 40]);
  const stored = await look(server, `/submissions/${body.id}`);
  expect([stored.version, stored.answers.size, stored.score.total]).toEqual([3, 'middle', 40]);
  expect((await look(server, '/leads')).leads).toHaveLength(1);

  const latest = await send(server, submission(answers.mql, { version: 4 }));
  expect([latest.status, latest.json.version, latest.json.stage]).toEqual([201, 4, 'lead']);
  const later = await send(server, submission(answers.mql, { version: 5 }));
  expect([later.status, later.json.code]).toEqual([422, 'unknown_version']);
});

type Step = (typeof demo.steps)[number];
