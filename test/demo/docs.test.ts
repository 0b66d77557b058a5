/** The guides under demo/docs keep to the product: their example works, and their tables are complete. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { snapshot } from '../../server/deliveries/news.ts';
import { bodyOf, events, testEvent } from '../../server/endpoints/events.ts';
import { newSecret, secretText, signedHeaders } from '../../server/endpoints/sign.ts';
import { readSettings } from '../../server/env.ts';
import type { LeadRow } from '../../server/leads/receive.ts';
import { attributes, documentation } from '../../widget/config.ts';
import { clickIds, contextType } from '../../widget/engine/facts.ts';
import type { EventName } from '../../widget/events.ts';
import type { Qualiform } from '../../widget/host.d.ts';
import { bridges, nameOf, parametersOf } from '../../widget/lazy/bridges.ts';
import { Comparison } from '../../widget/schema/condition.ts';
import { fieldTypeNames } from '../../widget/schema/field.ts';
import { checkForm } from '../../widget/schema/lint.ts';
import { presetNames, presets, writtenOut } from '../../widget/schema/presets.ts';
import { parts, properties } from '../../widget/style/looks.ts';

const read = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../demo/docs', name), 'utf8')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
/** Printed quotes as they are typed. */
const plain = (text: string) => text.replace(/[“”]/g, '"').replaceAll('’', "'");
const language = read('form-language.html');
const embed = read('embed.html');

test('the page of all looks has the ready themes as the source has them', () => {
  expect(JSON.parse(read('../looks/themes.json'))).toEqual(
    Object.fromEntries(presetNames.map((name) => [name, writtenOut(name)])),
  );
});

test('every guide leads to every other by the same row of links, and says which one it is', () => {
  const names = readdirSync(path.resolve(import.meta.dirname, '../../demo/docs')).filter((name) =>
    name.endsWith('.html'),
  );
  const rowOf = (page: string) => /<header>([\s\S]*?)<\/header>/.exec(page)?.[1] ?? '';
  const [row = ''] = names.map((name) => rowOf(read(name)).replace(' aria-current="page"', ''));
  for (const name of names) {
    expect(rowOf(read(name)).replace(' aria-current="page"', '')).toBe(row);
    if (name !== 'index.html') expect(rowOf(read(name))).toContain(`<a href="${name}" aria-current="page">`);
  }
});

describe('the guide to the form language', () => {
  test('has an example that could be published as it stands', () => {
    const example = /<pre[^>]*><code>(\{[\s\S]*?)<\/code>/.exec(language)?.[1] ?? '';
    expect(checkForm(example).problems).toEqual([]);
  });

  test.each(presetNames)('shows the ready theme %s', (name) => {
    expect(language).toContain(
      `<tr><th scope="row"><code>${name}</code></th><td>${presets[name].says}</td></tr>`,
    );
  });

  test.each(fieldTypeNames)('explains the field type %s', (type) => {
    expect(language).toContain(`<th scope="row"><code>${type}</code></th>`);
  });

  test.each(clickIds)('names the click id %s', (id) => {
    expect(language).toContain(`<code>${id}</code>`);
  });

  test('asks only for facts that there are', () => {
    const facts = [
      ...language.matchAll(/<code>((?:utm|click|referrer|landing|visit|page|first)\.[\w.]+)<\/code>/g),
    ];
    expect(facts.length).toBeGreaterThan(10);
    expect(facts.map(([, name = '']) => name).filter((name) => !contextType(name))).toEqual([]);
  });

  test.each(Object.keys(Comparison.shape))('explains the operator %s', (operator) => {
    expect(language).toContain(`<code>${operator}</code>`);
  });
});

describe('the guide to embedding', () => {
  test.each(Object.keys(attributes))('says of the attribute %s what the widget says of it', (name) => {
    expect(embed).toContain(`<th scope="row"><code>data-${name}</code></th>`);
    expect(plain(embed)).toContain(plain(documentation[name as keyof typeof documentation].says));
  });

  test.each(Object.entries(properties))(
    'says of the property %s what the source says of it',
    (name, { says, example }) => {
      expect(embed).toContain(
        `<tr><th scope="row"><code>--qualiform-${name}</code></th><td>${says}</td><td><code>${example}</code></td></tr>`,
      );
    },
  );

  test.each(Object.entries(parts))('says of the part %s what the source says of it', (name, says) => {
    expect(embed).toContain(`<tr><th scope="row"><code>::part(${name})</code></th><td>${says}</td></tr>`);
  });

  const events: Record<EventName, true> = {
    ready: true,
    start: true,
    step: true,
    submit: true,
    outcome: true,
    open: true,
    close: true,
    error: true,
  };
  test.each(Object.keys(events))('tells of the event %s', (name) => {
    expect(embed).toContain(`<code>qualiform:${name}</code>`);
  });

  const calls: Record<keyof Qualiform, true> = {
    version: true,
    mount: true,
    unmount: true,
    reset: true,
    prefill: true,
    open: true,
    close: true,
    track: true,
    identify: true,
    on: true,
    consent: true,
    doctor: true,
    q: true,
  };
  test.each(Object.keys(calls))('tells of Qualiform.%s', (name) => {
    expect(embed).toMatch(new RegExp(`<th scope="row"><code>${name}\\b`));
  });

  test.each(Object.keys(events))('says what each tool is told of the event %s', (name) => {
    const row = new RegExp(`<tr><th scope="row"><code>${name}</code></th>(.*)</tr>`).exec(embed)?.[1] ?? '';
    const cells = row.split('</td><td>').map((cell) => cell.replace(/<[^>]+>/g, ''));
    expect(cells).toHaveLength(Object.keys(bridges).length);
    for (const [at, tool] of Object.keys(bridges).entries())
      expect(cells[at]?.split(', ')[0]).toBe(nameOf(tool, name as EventName));
  });

  test('names everything that the tools are told, and nothing else', () => {
    const everything = {
      form: '',
      version: 1,
      step: '',
      position: 1,
      id: '',
      stage: 'sql',
      outcome: '',
      code: '',
    };
    const told = parametersOf({ ...everything, score: { total: 1, dimensions: {} } } as never);
    const named = [...embed.matchAll(/<th scope="row"><code>((?:form|qualiform)_\w+)<\/code>/g)];
    expect(named.map(([, name]) => name)).toEqual(Object.keys(told));
  });
});

describe('the guide to webhooks', () => {
  const webhooks = read('webhooks.html');

  test('has every event, as the server has it', () => {
    const rows = webhooks.matchAll(/<tr><th scope="row"><code>(\w+\.\w+)<\/code><\/th><td>(.*?)<\/td>/g);
    const told = Object.fromEntries([...rows].map(([, name, says]) => [name, says]));
    expect(told).toEqual({ ...events, [testEvent]: expect.any(String) });
  });

  test('has an example of what is sent with the members that there are', () => {
    const example = JSON.parse(/<pre[^>]*><code>(\{[\s\S]*?)<\/code>/.exec(webhooks)?.[1] ?? '');
    const lead = { score: { total: 1, dimensions: {}, ledger: [] }, answers: {} } as unknown as LeadRow;
    expect(Object.keys(example.data.lead)).toEqual(Object.keys(snapshot(lead).lead));
    const kind = {
      kind: example.type,
      createdAt: 0,
      payload: { lead: {}, move: { ...example.data.move, at: 0 } },
    };
    const sent = JSON.parse(bodyOf(kind));
    expect(Object.keys(example)).toEqual(Object.keys(sent));
    expect(Object.keys(example.data.move)).toEqual(Object.keys(sent.data.move));
  });

  test('has an example that knows what is genuine from what is not', async () => {
    const code = /<code>(import \{ createHmac[\s\S]*?)<\/code>/.exec(webhooks)?.[1] ?? '';
    const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const [secret, former] = [newSecret(), newSecret()];
    const headers = signedHeaders({ id: 'a', at: Date.now(), body: '{}', secrets: [secret, former] });
    for (const one of [secret, former]) expect(isGenuine(secretText(one), headers, '{}')).toBe(true);
    expect(isGenuine(secretText(newSecret()), headers, '{}')).toBe(false);
    expect(isGenuine(secretText(secret), headers, '{ }')).toBe(false);
    expect(isGenuine(secretText(secret), {}, '{}')).toBe(false);
    const old = signedHeaders({ id: 'a', at: Date.now() - 301_000, body: '{}', secrets: [secret] });
    expect(isGenuine(secretText(secret), old, '{}')).toBe(false);
  });
});

test('the guide to running it names only settings that the server takes as they stand there', () => {
  const running = read('running.html');
  const named = [...running.matchAll(/<th scope="row"><code>([A-Z_]+)<\/code>/g)].map(
    ([, name = '']) => name,
  );
  expect(named).toContain('FORMS_DIR');
  const wrong = Object.fromEntries(named.map((name) => [name, 'x']));
  // A setting that exists is either taken or complained about by its name.
  const taken = {
    TURNSTILE_SECRET: 'turnstileSecret',
    HOST: 'host',
    FORMS_DIR: 'formsDir',
    QUALIFORM_API_KEY: 'apiKey',
  };
  let complaint = '';
  try {
    readSettings(wrong);
  } catch (error) {
    complaint = String(error);
  }
  for (const name of named.filter((each) => !(each in taken)))
    expect(complaint).toMatch(new RegExp(`^(\\w+: )?${name}(=x)? must`, 'm'));
});
