/** The demo forms do what their marketers meant: they are sound, complete in every language, and judge these people so. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { cleanAnswers } from '../../widget/engine/answers.ts';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import { locales } from '../../widget/locales/index.ts';
import { define, languagesOf, textKeys } from '../../widget/schema/definition.ts';
import { fieldTypeNames } from '../../widget/schema/field.ts';
import { Form } from '../../widget/schema/form.ts';
import { checkForm } from '../../widget/schema/lint.ts';
import { type Scenario, scenarios } from './scenarios.ts';

const folder = path.resolve(import.meta.dirname, '../../demo/forms');
const texts = new Map(
  readdirSync(folder).map((name) => [
    name.replace('.json', ''),
    readFileSync(path.join(folder, name), 'utf8'),
  ]),
);
const formOf = (id: string): Form => Form.parse(JSON.parse(texts.get(id) ?? ''));
const ids = [...texts.keys()];
const play = (scenario: Scenario) => judge(compile(formOf(scenario.form)), scenario);
const named = (name: string): Scenario => {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`no scenario is called "${name}"`);
  return found;
};
/** What is put to somebody, given the answers so far. */
const asked = (scenario: Scenario) =>
  play(scenario).path.steps.flatMap((step) => step.asked.map(({ id }) => id));

/** Languages of the forms that speak several. */
const spoken: Record<string, string[]> = {
  'design-study': ['ar', 'en', 'it', 'pl', 'ru'],
  pottery: Object.keys(locales).sort(),
};

describe.each(ids)('%s', (id) => {
  test('is called like its file and has nothing for the checks to say, its own tests included', () => {
    const { form, problems } = checkForm(texts.get(id) ?? '');
    expect(problems).toEqual([]);
    expect(form?.id).toBe(id);
    expect(form?.tests?.length).toBeGreaterThanOrEqual(3);
  });

  test('reaches each of its endings in some scenario', () => {
    const reached = scenarios.filter(({ form }) => form === id).map(({ expected }) => expected.outcome);
    expect([...new Set(reached)].sort()).toEqual(
      formOf(id)
        .outcomes.map((outcome) => outcome.id)
        .sort(),
    );
  });

  test('says every text in every language that it speaks', () => {
    const form = formOf(id);
    const languages = languagesOf(form).sort();
    expect(languages).toEqual(spoken[id] ?? ['en']);
    expect(incomplete(form, languages)).toEqual([]);
  });
});

describe.each(scenarios.map((scenario) => [`${scenario.form}: ${scenario.name}`, scenario] as const))(
  '%s',
  (_, scenario) => {
    test('is judged as expected', () => {
      const { stage, outcome } = play(scenario);
      expect({ stage, outcome }).toEqual(scenario.expected);
    });

    test('gives good answers to what is asked, and nothing else', () => {
      const compiled = compile(formOf(scenario.form));
      const { path: way } = play(scenario);
      expect(cleanAnswers(compiled.fields, scenario.answers).problems).toEqual([]);
      expect(way.dropped).toEqual([]);
      expect(way.missing).toEqual([]);
      const order = Object.keys(scenario.answers);
      expect(asked(scenario).filter((field) => order.includes(field))).toEqual(order);
    });
  },
);

describe('all demo forms together', () => {
  test('use every field type and every kind of ending', () => {
    const forms = ids.map(formOf);
    const types = forms.flatMap((form) => form.steps.flatMap((step) => step.fields.map(({ type }) => type)));
    const shows = forms.flatMap((form) => form.outcomes.map(({ show }) => show.type));
    expect([...new Set(types)].sort()).toEqual([...fieldTypeNames].sort());
    expect([...new Set(shows)].sort()).toEqual(['booking', 'call', 'download', 'message', 'redirect']);
  });

  test('the three businesses use every field type without the specimen', () => {
    const forms = ids.filter((id) => id !== 'all-fields').map(formOf);
    const types = forms.flatMap((form) => form.steps.flatMap((step) => step.fields.map(({ type }) => type)));
    expect([...new Set(types)].sort()).toEqual([...fieldTypeNames].sort());
  });
});

describe('crm-demo', () => {
  test('is small enough to travel with the widget in one request', () => {
    const sent = JSON.stringify(define(formOf('crm-demo'), { language: 'en', version: 1 }));
    expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(5000);
    expect(brotliCompressSync(sent).length).toBeLessThanOrEqual(1500);
  });

  test('asks on six steps at most', () => {
    for (const scenario of scenarios.filter(({ form }) => form === 'crm-demo'))
      expect(play(scenario).path.steps.length).toBeLessThanOrEqual(6);
  });

  test('says no to a student kindly: with something useful and a way to object', () => {
    const { outcome } = play(named('Student researching'));
    const shown = formOf('crm-demo').outcomes.find(({ id }) => id === outcome)?.show;
    expect(shown).toMatchObject({ type: 'message', appeal: true, url: expect.any(String) });
  });
});

describe('brand-agency', () => {
  const guide = named('Just the free guide');

  test('asks an e-mail address and nothing else for the guide', () => {
    expect(asked(guide)).toEqual(['need', 'email']);
    expect(asked({ ...guide, answers: { need: 'guide' } })).toEqual(['need', 'email']);
  });

  test('asks on the page of the guide an e-mail address, whoever comes there first', () => {
    const context = { 'page.path': '/demo/agency/guide.html' };
    expect(asked({ ...guide, context, signals: { guide: [0] }, answers: {} })).toEqual(['email']);
  });

  test('asks more of somebody who took the guide, and the address no more', () => {
    const back = named('Back with the guide, still early');
    const more = ['role', 'company', 'years', 'funding', 'rivals', 'clarity'];
    expect(asked({ ...back, answers: {} })).toEqual(more);
    expect(asked(back)).toEqual(more);
  });

  test('scores the follow-up together with the address that the server had', () => {
    const back = named('Back with the guide, funded and unclear, after the services page');
    const { known: _, ...onServer } = back;
    const all = { ...guide.answers, ...back.answers };
    expect(play({ ...onServer, answers: all }).stage).toBe('mql');
  });

  test('puts what is only nice to know off to a second visit of somebody who has a project', () => {
    const first = asked(named('CEO of a two-year-old funded start-up in a crowded market'));
    expect(first).not.toContain('clarity');
    expect(first).not.toContain('source');
    expect(first).toHaveLength(13);
  });
});

describe('design-study', () => {
  test.each(['student', 'press'])('never lets a %s near sales, whatever else is sent', (role) => {
    const owner = named('Owner of a studio with a site to deliver');
    const { stage, outcome, path: way } = play({ ...owner, answers: { ...owner.answers, role } });
    expect(stage).toBe('disqualified');
    expect(way.dropped).toContain('team');
    const { show } = formOf('design-study').outcomes.find(({ id }) => id === outcome) ?? {};
    expect(show?.type).toBe('download');
  });
});

/** Paths of texts that lack one of the languages. A plain string in a form of several languages lacks all others. */
function incomplete(value: unknown, languages: string[], at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const here = `${at}/${key}`;
    if (['tests', 'note', 'scoring', 'theme', 'points'].includes(key)) return [];
    if (!textKeys.has(key)) return incomplete(part, languages, here);
    const spoken = typeof part === 'string' ? ['en'] : Object.keys(part as object);
    return languages.every((language) => spoken.includes(language)) ? [] : [here];
  });
}
