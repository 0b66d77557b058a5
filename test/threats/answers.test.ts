/** Threats from what is sent: answers, claims of a verdict, messages of a frame, and what is made of them. */
import { beforeEach, expect, test, vi } from 'vitest';
import { showCalendar } from '../../widget/lazy/booking.ts';
import type { Field, Form } from '../../widget/schema/form.ts';
import { answers } from '../server/forms.ts';
import { bearer, type Local, submission } from '../server/local.ts';
import { ending, plain, threatened } from './threatened.ts';

let server: Local;
beforeEach(async () => {
  server = await threatened();
});

const markup = '"><img src=x onerror=alert(1)>{{name}}';

test('T1 an answer with markup is text wherever it is shown', async () => {
  await server.publish(ending('greeting', { type: 'message', title: 'Thank you, {{name|friend}}' }));
  const page = await (await plain(server, 'greeting', { need: 'look', size: 'small', name: markup })).text();
  expect(page).toContain('Thank you, &quot;&gt;&lt;img src=x onerror=alert(1)&gt;{{name}}');
  expect(page).not.toContain('<img');
  // Sent back with a mistake in it, the form has it as the value of a control.
  const again = await (
    await plain(server, 'greeting', { need: 'look', email: 'no address', name: markup })
  ).text();
  expect(again).toContain('value="&quot;&gt;&lt;img');
  const { headers } = await server.api('/api/leads');
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const console = await server.app.request('/console');
  const policy = console.headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self'; ");
  expect(policy).toContain("require-trusted-types-for 'script'");
});

test('T3 what a browser claims of its verdict, stage and consents changes nothing', async () => {
  const body = {
    ...submission({ ...answers.lead, email: 'a@harbour.example' }),
    verdict: { stage: 'sql', outcome: 'book', score: 100 },
    context: { stage: 'sql', score: 100, 'score.fit': 50, 'email.free': false },
    stage: 'sql',
    score: 100,
    consents: [{ field: 'privacy' }],
    lead: 'somebody',
  };
  const { body: reply } = await server.submit('demo', body);
  expect([reply.stage, reply.score?.total]).toEqual(['lead', 0]);
  const { stage, outcome, context, consents } = await server.stored(body.id);
  expect([stage, outcome, context, consents]).toEqual(['lead', 'thanks', {}, []]);
});

test('T10 a cell of an export is no formula, whatever stands before the sign', async () => {
  const names = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\uFEFF=1',
    ' =1',
    '＝1',
    '=HYPERLINK("http://evil.example")',
  ];
  for (const [n, name] of names.entries())
    await server.submit('demo', submission({ ...answers.sql, email: `p${n}@acme.com`, name }));
  const table = await (
    await server.app.request('/api/leads/export.csv?form=demo', { headers: bearer })
  ).text();
  expect(table.split('\r\n').length).toBeGreaterThan(names.length);
  // No cell begins with such a sign, behind the quotes of CSV or what a spreadsheet passes over.
  expect(table.replace(/^\uFEFF/, '')).not.toMatch(/(^|[,\r\n])"?[\s\uFEFF]*[=+\-@＝＋－＠]/);
});

test('T14 a body has at most 64 kB, 8 levels, 200 answers, and 5,000 characters in one', async () => {
  const status = async (body: object) => (await server.submit('demo', body as never)).status;
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, 1]));
  let deep: unknown = 1;
  for (let n = 0; n < 8; n += 1) deep = [deep];
  expect(await status(submission({ ...answers.lead, name: 'x'.repeat(66_000) }))).toBe(413);
  expect(await status({ ...submission(answers.lead), extra: deep })).toBe(422);
  const tooMany = await server.submit('demo', submission(many));
  expect(tooMany.body.errors.map(({ pointer }) => pointer)).toEqual(['/answers']);
  expect(await status(submission({ ...answers.lead, name: 'x'.repeat(5001) }))).toBe(422);
});

test('T20 only the very frame of the calendar, at its very origin, is listened to', () => {
  const heard: ((event: unknown) => void)[] = [];
  const frame = {
    style: { height: '' },
    sandbox: { add() {} },
    addEventListener() {},
    contentWindow: {},
    remove() {},
  };
  vi.stubGlobal('document', { createElement: () => frame, addEventListener() {} });
  vi.stubGlobal('addEventListener', (_: string, listen: (event: unknown) => void) => heard.push(listen));
  const host = { append() {} } as unknown as HTMLElement;
  const stop = showCalendar(host, { address: 'https://cal.com/acme', title: 'x', ready() {}, fail() {} });
  const say = (origin: string, source: object) => {
    const told = { originator: 'CAL', type: '__dimensionChanged', data: { iframeHeight: 700 } };
    for (const listen of heard) listen({ origin, source, data: told });
    return frame.style.height;
  };
  expect(say('https://evil.example', frame.contentWindow)).toBe('');
  expect(say('https://cal.com', {})).toBe('');
  expect(say('https://cal.com', frame.contentWindow)).toBe('700px');
  stop();
  vi.unstubAllGlobals();
});

test('T21 no answer changes where a redirect leads', async () => {
  const loose = ending('loose', { type: 'redirect', url: 'https://{{name}}.example/' });
  const { status } = await server.api('/api/forms/loose', { method: 'PUT', body: JSON.stringify(loose) });
  expect(status).toBe(422);
  const leaving = ending('leaving', { type: 'redirect', url: 'https://acme.com/a?tag={{tag}}' });
  const [first, ...steps] = leaving.steps as [Form['steps'][0]];
  const tag: Field = { id: 'tag', type: 'hidden', label: 'Tag', prefill: true };
  await server.publish({ ...leaving, steps: [{ ...first, fields: [...first.fields, tag] }, ...steps] });
  const sent = '@evil.example/?#&x=1\r\nset-cookie: a=b';
  const response = await plain(server, 'leaving', { need: 'look', size: 'small', tag: sent });
  expect([response.status, response.headers.get('set-cookie')]).toEqual([303, null]);
  const { origin, pathname, searchParams } = new URL(response.headers.get('location') ?? '');
  expect([origin, pathname, [...searchParams]]).toEqual(['https://acme.com', '/a', [['tag', sent]]]);
});
