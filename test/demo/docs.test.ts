/** The guides under demo/docs keep to the product: their example works, and their tables are complete. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../server/env.ts';
import { attributes, documentation } from '../../widget/config.ts';
import { clickIds, contextType } from '../../widget/engine/facts.ts';
import type { EventName } from '../../widget/events.ts';
import { Comparison } from '../../widget/schema/condition.ts';
import { fieldTypeNames } from '../../widget/schema/field.ts';
import { checkForm } from '../../widget/schema/lint.ts';

const read = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../demo/docs', name), 'utf8')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
/** Printed quotes as they are typed. */
const plain = (text: string) => text.replace(/[“”]/g, '"').replaceAll('’', "'");
const language = read('form-language.html');
const embed = read('embed.html');

describe('the guide to the form language', () => {
  test('has an example that could be published as it stands', () => {
    const example = /<pre[^>]*><code>(\{[\s\S]*?)<\/code>/.exec(language)?.[1] ?? '';
    expect(checkForm(example).problems).toEqual([]);
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

  const events: Record<EventName, true> = {
    ready: true,
    start: true,
    step: true,
    partial: true,
    submit: true,
    outcome: true,
    error: true,
  };
  test.each(Object.keys(events))('tells of the event %s', (name) => {
    expect(embed).toContain(`<code>qualiform:${name}</code>`);
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
  const taken = { HOST: 'host', FORMS_DIR: 'formsDir', QUALIFORM_API_KEY: 'apiKey' };
  let complaint = '';
  try {
    readSettings(wrong);
  } catch (error) {
    complaint = String(error);
  }
  for (const name of named.filter((each) => !(each in taken))) expect(complaint).toContain(`${name}=`);
});
