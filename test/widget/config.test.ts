import { describe, expect, test } from 'vitest';
import { type Attribute, attributes, documentation, readOptions } from '../../widget/config.ts';

function read(given: Record<string, string | null>) {
  const warnings: string[] = [];
  const options = readOptions(
    (name) => given[name],
    (text) => warnings.push(text),
  );
  return { options, warnings };
}

const defaults = {
  form: '',
  target: '',
  mode: 'inline',
  open: '',
  repeat: '',
  language: '',
  theme: '',
  persist: 'local',
  prefill: '',
  answers: 'hidden',
  funnel: 'on',
  bridge: '',
  consent: 'given',
  contact: '',
  height: '',
  doctor: 'off',
  server: '',
};

describe('attributes', () => {
  test('each have a default, and none needs to be there', () => {
    expect(read({})).toEqual({ options: defaults, warnings: [] });
    expect(read({ mode: null, theme: '', language: ' ' })).toEqual({ options: defaults, warnings: [] });
  });

  test.each<[Attribute, string]>([
    ['form', 'crm-demo'],
    ['target', '#demo > .slot'],
    ['mode', 'popup'],
    ['mode', 'track'],
    ['open', 'load'],
    ['open', 'exit'],
    ['open', 'scroll:50'],
    ['open', 'time:10'],
    ['open', 'click:#open a:first-child'],
    ['language', 'pl'],
    ['language', 'pt-BR'],
    ['language', 'zh-hant-tw'],
    ['theme', 'dark'],
    ['persist', 'none'],
    ['prefill', 'plan=pro&seats=20'],
    ['answers', 'shown'],
    ['funnel', 'off'],
    ['bridge', 'gtm'],
    ['bridge', 'segment  gtag plausible'],
    ['consent', 'needed'],
    ['server', 'https://forms.acme.com/q'],
    ['server', 'http://127.0.0.1:8787'],
  ])('%s takes %s', (name, value) => {
    expect(read({ [name]: ` ${value} ` })).toEqual({ options: { ...defaults, [name]: value }, warnings: [] });
  });

  test.each<[Attribute, string]>([
    ['form', 'CRM demo'],
    ['form', '../../x'],
    ['mode', 'pop-up'],
    ['mode', 'constructor'],
    ['open', 'scroll:half'],
    ['open', 'click:'],
    ['language', 'Polish please'],
    ['theme', 'purple'],
    ['persist', 'cookie'],
    ['answers', 'true'],
    ['funnel', 'no'],
    ['bridge', 'gtm, gtag'],
    ['bridge', 'facebook'],
    ['consent', 'yes'],
    ['server', 'javascript:alert(1)'],
    ['server', '//evil.example'],
    ['server', 'https://a.example/?x'],
  ])('%s="%s" is told with its remedy, and the default stands', (name, value) => {
    const { options, warnings } = read({ [name]: value });
    expect(options).toEqual(defaults);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`${name}="${value}"`);
    const accepts: RegExp | readonly string[] = attributes[name];
    expect(warnings[0]).toContain(accepts instanceof RegExp ? accepts.source : accepts.at(-1));
  });

  test('are documented, each with an example that it takes', () => {
    for (const [name, { says, example }] of Object.entries(documentation)) {
      expect(says).toMatch(/\.$/);
      expect(read({ [name]: example })).toEqual({
        options: { ...defaults, [name]: example },
        warnings: [],
      });
    }
  });
});
