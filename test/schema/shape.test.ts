import { describe, expect, test } from 'vitest';
import { checkForm, publishable } from '../../widget/schema/lint.ts';
import { change, changed, goodText, testRows } from './change.ts';

describe('the good form', () => {
  test('has no problem at all, and may be published', () => {
    const checkup = checkForm(goodText);
    expect(checkup.problems).toEqual([]);
    expect(checkup.form).toEqual(JSON.parse(goodText));
    expect(publishable(checkup)).toBe(true);
  });
});

describe('what the schema refuses is told in words, with its place and what to do', () => {
  testRows([
    [
      'a key with a slip of the pen',
      change('"label": "Your role"', '"lable": "Your role"'),
      {
        code: 'unknown_key',
        pointer: '/steps/1/fields/1/lable',
        message: 'unknown key "lable" in field "role"',
        remedy: 'did you mean "label"?',
        on: '"lable"',
      },
    ],
    [
      'a key from another tool',
      change('"label": "Your role"', '"label": "Your role", "mandatory": true'),
      {
        code: 'unknown_key',
        pointer: '/steps/1/fields/1/mandatory',
        message: 'unknown key "mandatory"',
        remedy: 'did you mean "required"?',
      },
    ],
    [
      'a key that resembles none',
      change('"kind": "marketing"', '"xyzzy": 1'),
      { code: 'unknown_key', pointer: '/xyzzy', message: 'in the form', remedy: 'there may stand "$schema"' },
    ],
    [
      'a key of another field type',
      change('"label": "Your first name"', '"label": "Your first name", "rows": 4'),
      {
        code: 'unknown_key',
        pointer: '/steps/2/fields/0/rows',
        message: 'field "first_name" is of the type "text", which has no "rows"',
        remedy: 'only "longtext" has it',
      },
    ],
    [
      'a key that is missing',
      change('"type": "text", "label": "Your first name"', '"type": "text"'),
      {
        code: 'missing_key',
        pointer: '/steps/2/fields/0',
        message: 'field "first_name" has no "label"',
        remedy: 'add "label", for example "Your role"',
        on: '"id": "first_name"',
      },
    ],
    [
      'a key that is missing at the root',
      change('"id": "crm-demo",', ''),
      { code: 'missing_key', pointer: '', message: 'the form has no "id"', remedy: '"crm-demo"' },
    ],
    [
      'a word that is none of the few',
      change('"scheme": "auto"', '"scheme": "darkk"'),
      {
        code: 'unknown_word',
        pointer: '/theme/scheme',
        message: '"scheme" of the form cannot be "darkk"',
        remedy: 'did you mean "dark"?',
        on: 'darkk',
      },
    ],
    [
      'a word that resembles none of the few',
      change('"scheme": "auto"', '"scheme": "sepia"'),
      {
        code: 'unknown_word',
        pointer: '/theme/scheme',
        message: 'sepia',
        remedy: 'it may be "auto", "light" or "dark"',
      },
    ],
    [
      'a field type of another tool',
      change('"type": "dropdown"', '"type": "select"'),
      {
        code: 'unknown_type',
        pointer: '/steps/1/fields/1/type',
        message: 'field "role" is of the unknown type "select"',
        remedy: 'did you mean "dropdown"?',
        on: '"select"',
      },
    ],
    [
      'a field type with a slip of the pen',
      change('"type": "email"', '"type": "emial"'),
      {
        code: 'unknown_type',
        pointer: '/steps/3/fields/0/type',
        message: 'emial',
        remedy: 'did you mean "email"?',
      },
    ],
    [
      'an ending of an unknown type',
      change('"type": "download"', '"type": "teleport"'),
      {
        code: 'unknown_type',
        pointer: '/outcomes/1/show/type',
        message: 'outcome "guide" is of the unknown type "teleport"',
        remedy: 'choose one of "message"',
      },
    ],
    [
      'true in quotes',
      change('"required": true', '"required": "true"'),
      {
        code: 'wrong_type',
        pointer: '/steps/0/fields/0/required',
        message: '"required" of field "need" is a text, and should be true or false',
        remedy: 'write true without quotes',
      },
    ],
    [
      'a number in quotes',
      change('"radius": 12', '"radius": "12"'),
      {
        code: 'wrong_type',
        pointer: '/theme/radius',
        message: 'should be a number',
        remedy: 'write 12 without quotes',
      },
    ],
    [
      'half a point',
      change('"intent": 10', '"intent": 10.5'),
      {
        code: 'wrong_type',
        pointer: '/steps/0/fields/0/options/0/points/intent',
        message: 'points are whole numbers',
        remedy: 'write 11',
      },
    ],
    [
      'a text that is a number',
      change('"label": "Your role"', '"label": 7'),
      {
        code: 'wrong_type',
        pointer: '/steps/1/fields/1/label',
        message: 'should be a text or an {object}',
        remedy: 'for example',
      },
    ],
    [
      'a list for a value in a condition',
      change('"when": { "need": { "not": "research" } }', '"when": { "need": ["switch", "new_crm"] }'),
      {
        code: 'wrong_type',
        pointer: '/steps/1/when/need',
        message: 'is a [list]',
        remedy: 'write { "in": ["switch","new_crm"] }',
      },
    ],
    [
      'an operator of another tool',
      change('{ "not": "research" }', '{ "neq": "research" }'),
      {
        code: 'unknown_key',
        pointer: '/steps/1/when/need/neq',
        message: 'unknown operator "neq" in step "company"',
        remedy: 'did you mean "not"?',
        on: 'neq',
      },
    ],
    [
      'a comparison without an operator',
      change('{ "not": "research" }', '{}'),
      { code: 'bad_value', pointer: '/steps/1/when/need', message: 'name at least one operator', remedy: '' },
    ],
    [
      'an id with capitals',
      change('"id": "size"', '"id": "Size"'),
      {
        code: 'bad_name',
        pointer: '/steps/1/fields/0/id',
        message: 'an id is 1 to 41 small letters',
        remedy: 'for example "company_size"',
      },
    ],
    [
      'an id that every object has',
      change('"id": "first_name"', '"id": "constructor"'),
      { code: 'bad_name', pointer: '/steps/2/fields/0/id', message: 'belongs to every object', remedy: '' },
    ],
    [
      'a dimension with capitals',
      change('"intent": { "label": "Intent"', '"In-tent": { "label": "Intent"'),
      {
        code: 'bad_name',
        pointer: '/scoring/dimensions/In-tent',
        message: 'an id is',
        remedy: 'choose another name',
        on: 'In-tent',
      },
    ],
    [
      'a language that is none',
      change('"title": "Book a demo"', '"title": { "en": "Book a demo", "EN_us": "Book" }'),
      { code: 'bad_name', pointer: '/title/EN_us', message: 'a language is a code', remedy: '' },
    ],
    [
      'a number out of bounds',
      change('"radius": 12', '"radius": 99'),
      {
        code: 'out_of_bounds',
        pointer: '/theme/radius',
        message: '"radius" of the form must be at most 32',
        remedy: 'at most 32',
      },
    ],
    [
      'no steps',
      changed((form) => {
        form.steps = [];
      }),
      {
        code: 'out_of_bounds',
        pointer: '/steps',
        message: 'a form needs at least one step',
        remedy: 'for example',
      },
    ],
    [
      'a colour by name',
      change('#4f46e5', 'red'),
      {
        code: 'bad_value',
        pointer: '/theme/accent',
        message: 'a colour is written #rgb or #rrggbb',
        remedy: '#4f46e5',
      },
    ],
    [
      'a signal of both kinds',
      change('"event": "webinar_joined"', '"event": "webinar_joined", "page": "/webinar"'),
      { code: 'bad_value', pointer: '/signals/1', message: 'either a "page" or an "event"', remedy: '' },
    ],
    [
      'a date as people write it',
      changed((form) => {
        form.steps[2].fields.push({ id: 'start', type: 'date', label: 'Start', min: '31.12.2026' });
      }),
      {
        code: 'bad_value',
        pointer: '/steps/2/fields/1/min',
        message: 'a date is written YYYY-MM-DD',
        remedy: '2026-01-01',
      },
    ],
    [
      'a list instead of a form',
      '[]',
      {
        code: 'wrong_type',
        pointer: '',
        message: 'a form is an {object}, and this is a [list]',
        remedy: 'start with',
      },
    ],
  ]);

  test.each([
    ['/theme/xyzzy', 'unknown key "xyzzy" in "theme"'],
    ['/scoring/xyzzy', 'unknown key "xyzzy" in "scoring"'],
    ['/qualify/xyzzy', 'unknown key "xyzzy" in "qualify"'],
  ])('an unknown key at %s is told with its place', (pointer, message) => {
    const [, part = ''] = pointer.split('/');
    const { problems } = checkForm(changed((form) => (form[part].xyzzy = 1)));
    expect(problems).toMatchObject([{ pointer, message }]);
  });

  test.each([
    ['/steps/1/when/need/foo', 'step "company"', change('{ "not": "research" }', '{ "foo": "research" }')],
    [
      '/qualify/mql/score/gtr',
      '"mql" of "qualify"',
      changed((form) => (form.qualify.mql = { score: { gtr: 40 } })),
    ],
  ])('an unknown operator at %s is one problem, not two', (pointer, where, text) => {
    const { problems } = checkForm(text);
    expect(problems).toMatchObject([{ pointer, message: expect.stringContaining(`in ${where}`) }]);
  });

  test('a slip in a required key is one problem, not two', () => {
    const { problems } = checkForm(change('"label": "Your role"', '"lable": "Your role"'));
    expect(problems).toHaveLength(1);
  });

  test('an unknown type does not hide what else is wrong, nor make up anything', () => {
    const text = change('"id": "thanks"', '"id": "book"', change('"type": "dropdown"', '"type": "select"'));
    const codes = checkForm(text).problems.map(({ code }) => code);
    expect(codes).toEqual(['unknown_type', 'duplicate_id']);
  });

  test('problems of every kind come at once, in the order of the file', () => {
    const text = [
      ['"radius": 12', '"radius": "12"'],
      ['"need": { "not": "research" }', '"ned": { "not": "research" }'],
      ['{{first_name|friend}}', '{{frist_name|friend}}'],
      ['"role": "student" }, "why"', '"role": "studnet" }, "why"'],
      ['"points": { "fit": 30 },\n        "why"', '"points": { "fitt": 30 },\n        "why"'],
    ].reduce((form, [from = '', to = '']) => change(from, to, form), goodText);
    const { form, problems } = checkForm(text);
    expect(form).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual([
      'wrong_type',
      'unknown_reference',
      'unknown_reference',
      'unknown_dimension',
      'unknown_option',
    ]);
    const lines = problems.map(({ line = 0 }) => line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });
});
