import { describe, expect, test } from 'vitest';
import { contrast, readColor } from '../../widget/engine/contrast.ts';
import { checkForm } from '../../widget/schema/lint.ts';
import { change, changed, type Row, testRows } from './change.ts';

/** Addresses that must reach no browser. */
const unsafe = [
  'javascript:alert(1)',
  'JaVaScript:alert(1)',
  'JaVa\tscript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'http://example.com',
  'https://user@evil.example',
  'https:evil.example',
  'vbscript:x',
  'blob:https://example.com/1',
  '',
];

/** Every slot of a form that takes an address. */
const slots: [name: string, pointer: string, write: (url: string) => string][] = [
  ['a booking', '/outcomes/0/show/url', (url) => changed((form) => (form.outcomes[0].show.url = url))],
  ['a download', '/outcomes/1/show/url', (url) => changed((form) => (form.outcomes[1].show.url = url))],
  ['a message', '/outcomes/3/show/url', (url) => changed((form) => (form.outcomes[3].show.url = url))],
  [
    'a redirect',
    '/outcomes/3/show/url',
    (url) => changed((form) => (form.outcomes[3].show = { type: 'redirect', url })),
  ],
  [
    'a link in a label',
    '/steps/3/fields/1/label',
    (url) => changed((form) => (form.steps[3].fields[1].label = `I [agree](${url})`)),
  ],
  [
    'a link in one language of a help',
    '/steps/0/fields/0/help/pl',
    (url) => changed((form) => (form.steps[0].fields[0].help = { en: 'Read', pl: `[Czytaj](${url})` })),
  ],
  [
    'a link in an option',
    '/steps/0/fields/0/options/0/label',
    (url) => changed((form) => (form.steps[0].fields[0].options[0].label = `[CRM](${url})`)),
  ],
  [
    'a link in an ending',
    '/outcomes/2/show/text',
    (url) => changed((form) => (form.outcomes[2].show.text = `See [this](${url})`)),
  ],
];

describe.each(slots)('the address of %s', (_, pointer, write) => {
  test.each(unsafe)('is never %j', (url) => {
    const problems = checkForm(write(url)).problems.filter((problem) => problem.severity === 'error');
    expect(problems.map((problem) => [problem.code, problem.pointer])).toContainEqual([
      'unsafe_url',
      pointer,
    ]);
    expect(problems[0]?.remedy).toContain('https://');
  });

  test.each([
    'https://example.com/a?b=c#d',
    'mailto:a@example.com',
    'tel:+48221234567',
    '/thanks',
    'https://example.com/?need={{need}}',
  ])('may be %s', (url) => {
    const codes = checkForm(write(url)).problems.filter(({ severity }) => severity === 'error');
    // The first question stands before no answer that it could repeat.
    expect(codes.filter(({ code }) => code !== 'forward_reference')).toEqual([]);
  });
});

const inUrl = (part: string) => change('https://example.com/guide.pdf?size={{size}}', part);

describe('answers in an address', () => {
  const rows: Row[] = [
    [
      'stand behind the question mark only',
      inUrl('https://example.com/{{size}}?a=b'),
      {
        code: 'unsafe_url',
        pointer: '/outcomes/1/show/url',
        message: 'the address of outcome "guide": {{size}} stands before the "?"',
        remedy: 'only behind the "?"',
        on: '{{size}}',
      },
    ],
    [
      'never make the host',
      inUrl('https://{{size}}/guide'),
      { code: 'unsafe_url', pointer: '/outcomes/1/show/url', message: 'before the "?"', remedy: 'behind' },
    ],
    ...(['email', 'first_name', 'privacy'] as const).map(
      (field): Row => [
        `never say who somebody is, as ${field} does`,
        inUrl(`https://example.com/?x={{${field}}}`),
        {
          code: 'personal_data_in_url',
          pointer: '/outcomes/1/show/url',
          message: `would carry the answer to "${field}"`,
          remedy: 'by "pass"',
        },
      ],
    ),
    [
      'not in the link of a text either',
      changed((form) => (form.outcomes[3].show.text = 'See [this](https://example.com/?m={{email}})')),
      { code: 'personal_data_in_url', pointer: '/outcomes/3/show/text', message: '"email"', remedy: 'logs' },
    ],
    [
      'are closed',
      inUrl('https://example.com/?x={{size'),
      {
        code: 'bad_piping',
        pointer: '/outcomes/1/show/url',
        message: 'without closing it',
        remedy: '{{field}}',
      },
    ],
  ];
  testRows(rows);
});

describe('texts', () => {
  testRows([
    [
      'a text that lacks a language',
      changed((form) => {
        form.title = { en: 'Book a demo', pl: 'Umów prezentację', de: 'Demo buchen' };
        form.steps[2].fields[0].label = { en: 'Your first name', pl: 'Imię' };
      }),
      {
        code: 'missing_translation',
        severity: 'warning',
        pointer: '/steps/2/fields/0/label',
        message: '"label" of field "first_name" is missing in de',
        remedy: 'add "de": "…"',
      },
    ],
    [
      'a plain text in a form of several languages',
      change('"title": "Book a demo"', '"title": { "en": "Book a demo", "pl": "Umów", "de": "Buchen" }'),
      {
        code: 'missing_translation',
        severity: 'warning',
        pointer: '/steps/1/fields/1/label',
        message: '"label" of field "role" is missing in pl, de',
        remedy: 'write {"en":"Your role","pl":"…","de":"…"}',
      },
    ],
    [
      'an empty text',
      change('"label": "Your role"', '"label": " "'),
      {
        code: 'empty_text',
        severity: 'warning',
        pointer: '/steps/1/fields/1/label',
        message: '"label" of field "role" says nothing',
        remedy: 'what the visitor should read',
      },
    ],
    [
      'HTML',
      change('"label": "Your role"', '"label": "Your <b>role</b>"'),
      {
        code: 'markup',
        severity: 'warning',
        pointer: '/steps/1/fields/1/label',
        message: 'holds HTML',
        remedy: '**bold**',
      },
    ],
    [
      'a gap where an answer may be missing',
      change('{{first_name|friend}}', '{{first_name}}'),
      {
        code: 'no_fallback',
        severity: 'warning',
        pointer: '/steps/3/title',
        message: 'a gap where "first_name" is not answered',
        remedy: '{{first_name|something else}}',
      },
    ],
    [
      'braces that are not closed',
      change('{{first_name|friend}}', '{{first_name|friend'),
      {
        code: 'bad_piping',
        pointer: '/steps/3/title',
        message: 'opens {{ without closing it',
        remedy: '{{field',
      },
    ],
    [
      'an accent that is too light',
      change('#4f46e5', '#fc0'),
      {
        code: 'low_contrast',
        severity: 'warning',
        pointer: '/theme/accent',
        message: 'the accent #fc0 has a contrast of 1.37:1 with a light ground, and 4.5:1 is needed',
        remedy: 'choose a darker colour; until then the widget corrects it',
        on: '#fc0',
      },
    ],
    [
      'an accent that is too dark for a dark form',
      change('"scheme": "auto"', '"scheme": "dark"', change('#4f46e5', '#1e1b4b')),
      {
        code: 'low_contrast',
        severity: 'warning',
        pointer: '/theme/accent',
        message: 'with a dark ground',
        remedy: 'choose a lighter colour',
      },
    ],
  ]);

  test('sixty texts without a translation are sixty problems, however many languages there are', () => {
    const text = changed((form) => {
      form.title = { en: 'a', pl: 'b', de: 'c', fr: 'd' };
      form.steps[1].fields[1].options = Array.from({ length: 60 }, (_, index) => ({
        id: `o${index}`,
        label: `Option ${index}`,
      }));
      form.scoring.rules = [];
      form.qualify.disqualify = [];
      form.outcomes.splice(2, 1);
      form.tests = [];
    });
    const problems = checkForm(text).problems.filter(({ pointer }) => pointer.includes('/fields/1/options/'));
    expect(problems).toHaveLength(60);
    expect(problems[0]?.message).toContain('is missing in pl, de, fr');
  });

  test('numbers and signs need no translation, nor does what only sales reads', () => {
    const text = changed((form) => {
      form.title = { en: 'a', pl: 'b' };
    });
    const pointers = checkForm(text).problems.map(({ pointer }) => pointer);
    expect(pointers).not.toContain('/steps/1/fields/0/options/0/label');
    expect(pointers.filter((pointer) => /why|dimensions|note|tests/.test(pointer))).toEqual([]);
  });

  test('a language stands for its regions', () => {
    const text = changed((form) => {
      form.title = { en: 'a', 'en-GB': 'b' };
    });
    expect(checkForm(text).problems).toEqual([]);
  });

  test('a question that everybody answers needs no fallback', () => {
    const text = change('{{first_name|friend}}', '{{need}}');
    expect(checkForm(text).problems).toEqual([]);
  });

  test('contrast is measured as WCAG does', () => {
    expect(contrast(readColor('#000'), readColor('#ffffff'))).toBeCloseTo(21);
    expect(contrast(readColor('#777777'), readColor('#fff'))).toBeCloseTo(4.48, 2);
    expect(contrast(readColor('#767676'), readColor('#ffffff'))).toBeGreaterThan(4.5);
  });
});

test('an address that is not safe is quoted with its brackets', () => {
  const text = changed((form) => (form.steps[0].help = 'See [this](javascript:alert(1)) and (that)'));
  expect(checkForm(text).problems).toMatchObject([
    { code: 'unsafe_url', message: expect.stringContaining('not safe: "javascript:alert(1)"') },
  ]);
});
