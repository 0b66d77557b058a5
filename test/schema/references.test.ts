import { describe } from 'vitest';
import { change, changed, goodText, testRows } from './change.ts';

const whenCompany = '"when": { "need": { "not": "research" } }';
const withWhen = (when: string) => change(whenCompany, `"when": ${when}`);

describe('references to what does not exist', () => {
  testRows([
    [
      'a field in a condition',
      withWhen('{ "bugdet": { "gt": 1 } }').replace(
        '"first_name", "type": "text"',
        '"budget", "type": "number"',
      ),
      {
        code: 'unknown_reference',
        pointer: '/steps/1/when/bugdet',
        message: 'unknown field "bugdet" in step "company"',
        remedy: 'did you mean "budget"?',
        on: 'bugdet',
      },
    ],
    [
      'a field with a slip of the pen, deep inside',
      withWhen('{ "any": [{ "not": { "all": [{ "nede": "switch" }] } }, { "need": "switch" }] }'),
      {
        code: 'unknown_reference',
        pointer: '/steps/1/when/any/0/not/all/0/nede',
        message: 'unknown field "nede"',
        remedy: 'did you mean "need"?',
        on: 'nede',
      },
    ],
    [
      'a fact',
      withWhen('{ "visit.cuont": { "gte": 2 } }'),
      {
        code: 'unknown_reference',
        pointer: '/steps/1/when/visit.cuont',
        message: 'unknown field "visit.cuont"',
        remedy: 'did you mean "visit.count"?',
      },
    ],
    [
      'an option',
      withWhen('{ "need": { "not": "reserch" } }'),
      {
        code: 'unknown_option',
        pointer: '/steps/1/when/need/not',
        message: 'field "need" has no option "reserch"',
        remedy: 'did you mean "research"?',
        on: 'reserch',
      },
    ],
    [
      'an option in a list',
      change('"coo"] }', '"cooo"] }'),
      {
        code: 'unknown_option',
        pointer: '/scoring/rules/0/when/role/in/2',
        message: 'field "role" has no option "cooo"',
        remedy: 'did you mean "coo"?',
      },
    ],
    [
      'a number for an option',
      withWhen('{ "need": 3 }'),
      {
        code: 'unknown_option',
        pointer: '/steps/1/when/need',
        message: 'no option "3"',
        remedy: '"new_crm"',
      },
    ],
    [
      'a dimension of points',
      change('"points": { "intent": 20 }', '"points": { "intetn": 20 }'),
      {
        code: 'unknown_dimension',
        pointer: '/steps/0/fields/0/options/1/points/intetn',
        message: 'unknown dimension "intetn" in the points of option "switch" of field "need"',
        remedy: 'did you mean "intent"?',
        on: 'intetn',
      },
    ],
    [
      'a dimension where none is declared',
      changed((form) => {
        delete form.scoring.dimensions;
      }),
      {
        code: 'unknown_dimension',
        pointer: '/signals/0/points/intent',
        message: 'intent',
        remedy: 'declare it',
      },
    ],
    [
      'a dimension of the score',
      change('"score.fit": { "gte": 40 }', '"score.fti": { "gte": 40 }'),
      {
        code: 'unknown_reference',
        pointer: '/qualify/sql/score.fti',
        message: 'unknown field "score.fti" in the form',
        remedy: 'did you mean "score.fit"?',
      },
    ],
    [
      'a signal',
      withWhen('{ "signal.pircing": { "gte": 1 } }'),
      {
        code: 'unknown_reference',
        pointer: '/steps/1/when/signal.pircing',
        message: 'signal.pircing',
        remedy: 'did you mean "signal.pricing"?',
      },
    ],
    [
      'a stage',
      change('"when": { "stage": "sql" }', '"when": { "stage": "slq" }'),
      {
        code: 'unknown_stage',
        pointer: '/outcomes/0/when/stage',
        message: 'there is no stage "slq"',
        remedy: 'did you mean "sql"?',
      },
    ],
    [
      'a step to jump to',
      change(`${whenCompany},`, `${whenCompany}, "next": [{ "go": "contcat" }],`),
      {
        code: 'unknown_reference',
        pointer: '/steps/1/next/0/go',
        message: 'step "company" jumps to "contcat", which does not exist',
        remedy: 'did you mean "contact"?',
      },
    ],
    [
      'a field in a text',
      change('{{first_name|friend}}', '{{frist_name|friend}}'),
      {
        code: 'unknown_reference',
        pointer: '/steps/3/title',
        message: 'unknown field "frist_name" in "title" of step "contact"',
        remedy: 'did you mean "first_name"?',
      },
    ],
    [
      'a field in one language of a text',
      changed((form) => {
        form.outcomes[3].show.title = { en: 'Thank you', pl: 'Dziękujemy, {{imie}}' };
      }),
      {
        code: 'unknown_reference',
        pointer: '/outcomes/3/show/title/pl',
        message: 'unknown field "imie" in "title" of outcome "thanks"',
        remedy: 'there are',
      },
    ],
    [
      'a field in an address',
      change('?size={{size}}', '?size={{sizes}}'),
      {
        code: 'unknown_reference',
        pointer: '/outcomes/1/show/url',
        message: 'unknown field "sizes" in the address of outcome "guide"',
        remedy: 'did you mean "size"?',
      },
    ],
    [
      'a field handed to the calendar',
      change('"email": "email" }', '"email": "mail" }'),
      {
        code: 'unknown_reference',
        pointer: '/outcomes/0/show/pass/email',
        message: 'unknown field "mail" in outcome "book"',
        remedy: 'did you mean "email"?',
      },
    ],
    [
      'a field of the wrong type handed to the calendar',
      change('"email": "email" }', '"email": "first_name" }'),
      {
        code: 'unlike_type',
        pointer: '/outcomes/0/show/pass/email',
        message: 'passes field "first_name" on as the e-mail address, but it is of the type "text"',
        remedy: '"email"',
      },
    ],
    [
      'the domain of an address that is never asked',
      changed((form) => {
        form.steps[3].fields.splice(0, 1);
        form.outcomes[0].show.pass = {};
        form.scoring.rules[0].when = { 'email.free': false };
      }),
      {
        code: 'unknown_reference',
        pointer: '/scoring/rules/0/when/email.free',
        message: 'no field of the type "email"',
        remedy: 'add an e-mail field',
      },
    ],
    [
      'an unusual campaign key',
      withWhen('{ "utm.sorce": "newsletter" }'),
      {
        code: 'unusual_name',
        severity: 'warning',
        pointer: '/steps/1/when/utm.sorce',
        message: 'no usual campaign key',
        remedy: 'did you mean "utm.source"?',
      },
    ],
    [
      'an unusual campaign key of the first visit',
      withWhen('{ "first.utm.sorce": "newsletter" }'),
      {
        code: 'unusual_name',
        severity: 'warning',
        pointer: '/steps/1/when/first.utm.sorce',
        message: 'no usual campaign key',
        remedy: 'did you mean "first.utm.source"?',
      },
    ],
    [
      'a click id that no network uses',
      withWhen('{ "click.glcid": { "answered": true } }'),
      {
        code: 'unknown_reference',
        pointer: '/steps/1/when/click.glcid',
        message: 'unknown',
        remedy: 'did you mean "click.gclid"?',
      },
    ],
    [
      'a click id by the name that it has in an address',
      withWhen('{ "gclid": { "answered": true } }'),
      {
        code: 'unknown_reference',
        pointer: '/steps/1/when/gclid',
        message: 'unknown',
        remedy: 'did you mean "click.gclid"?',
      },
    ],
  ]);
});

describe('references to what stands too late', () => {
  testRows([
    [
      'a step asks for a later answer',
      withWhen('{ "first_name": { "answered": true } }'),
      {
        code: 'forward_reference',
        pointer: '/steps/1/when/first_name',
        message: 'step "company" asks for "first_name", which is answered only later, in step "name"',
        remedy: 'move "first_name" up',
      },
    ],
    [
      'a step asks for its own answer',
      withWhen('{ "size": "s200" }'),
      { code: 'forward_reference', pointer: '/steps/1/when/size', message: 'only later', remedy: 'move' },
    ],
    [
      'a field asks for a later field of its step',
      change(
        '"remember": true,\n          "options": [\n            { "id": "s1_9"',
        '"when": { "role": "ceo" },\n          "options": [\n            { "id": "s1_9"',
      ),
      {
        code: 'forward_reference',
        pointer: '/steps/1/fields/0/when/role',
        message: 'field "size" asks for "role"',
        remedy: 'move "role" up',
      },
    ],
    [
      'a field asks for itself',
      change('"label": "Your role",', '"label": "Your role", "when": { "role": "ceo" },'),
      {
        code: 'forward_reference',
        pointer: '/steps/1/fields/1/when/role',
        message: 'field "role" asks for its own answer',
        remedy: 'a field that stands before it',
      },
    ],
    [
      'a step asks for the domain of a later address',
      withWhen('{ "email.free": true }'),
      {
        code: 'forward_reference',
        pointer: '/steps/1/when/email.free',
        message: 'the e-mail address comes only later',
        remedy: 'move the e-mail field up',
      },
    ],
    [
      'a title repeats a later answer',
      change('{{first_name|friend}}', '{{email|friend}}'),
      {
        code: 'forward_reference',
        pointer: '/steps/3/title',
        message: 'repeats the answer to "email", which is given only later',
        remedy: 'only answers that were given before',
      },
    ],
    [
      'the name of the form repeats an answer',
      change('"title": "Book a demo"', '"title": "Book a demo, {{first_name|friend}}"'),
      { code: 'forward_reference', pointer: '/title', message: 'first_name', remedy: 'given before' },
    ],
    [
      'a jump back',
      change('"id": "contact",', '"id": "contact", "next": [{ "go": "company" }],'),
      {
        code: 'backward_jump',
        pointer: '/steps/3/next/0/go',
        message: 'step "contact" jumps back to "company"',
        remedy: 'jumps lead forward',
      },
    ],
    [
      'a jump to itself',
      change('"id": "contact",', '"id": "contact", "next": [{ "go": "contact" }],'),
      {
        code: 'backward_jump',
        pointer: '/steps/3/next/0/go',
        message: 'jumps to itself',
        remedy: 'later step',
      },
    ],
  ]);
});

describe('what a place may not see', () => {
  const rule = '"when": { "role": { "in": ["ceo", "sales_director", "coo"] } }';
  testRows([
    [
      'a rule asks for the score',
      change(rule, '"when": { "score": { "gte": 10 } }'),
      {
        code: 'not_visible',
        pointer: '/scoring/rules/0/when/score',
        message: 'rule "decider" cannot ask for "score": rules make the score',
        remedy: 'answers or signals',
      },
    ],
    [
      'a rule asks for the stage',
      change(rule, '"when": { "stage": "mql" }'),
      { code: 'not_visible', pointer: '/scoring/rules/0/when/stage', message: '"stage"', remedy: 'answers' },
    ],
    [
      'a disqualifying rule asks for the stage',
      change('"when": { "role": "student" }', '"when": { "stage": "lead" }'),
      {
        code: 'not_visible',
        pointer: '/qualify/disqualify/0/when/stage',
        message: 'these lines make the stage',
        remedy: 'ask for the score instead',
      },
    ],
    [
      'the line of SQL asks for the stage',
      change('"sql": { "score.fit": { "gte": 40 }', '"sql": { "stage": "mql", "score.fit": { "gte": 40 }'),
      { code: 'not_visible', pointer: '/qualify/sql/stage', message: 'these lines', remedy: 'the score' },
    ],
    [
      'a step asks for the stage',
      withWhen('{ "stage": "mql" }'),
      {
        code: 'not_visible',
        pointer: '/steps/1/when/stage',
        message: 'the stage is known only once the form is finished',
        remedy: 'the score',
      },
    ],
    [
      'a jump asks for the stage',
      change('"id": "name",', '"id": "name", "next": [{ "when": { "stage": "mql" }, "go": "end" }],'),
      { code: 'not_visible', pointer: '/steps/2/next/0/when/stage', message: 'step "name"', remedy: '' },
    ],
    [
      'a step asks for the score where the scoring is private',
      change('"scoring": {', '"scoring": { "private": true,', withWhen('{ "score": { "gte": 10 } }')),
      {
        code: 'not_visible',
        pointer: '/steps/1/when/score',
        message: 'with private scoring the browser does not know the score',
        remedy: 'ask for answers',
      },
    ],
    [
      'a jump asks for the score where the scoring is private',
      change(
        '"scoring": {',
        '"scoring": { "private": true,',
        change(
          '"id": "name",',
          '"id": "name", "next": [{ "when": { "score.fit": { "gte": 1 } }, "go": "end" }],',
        ),
      ),
      {
        code: 'not_visible',
        pointer: '/steps/2/next/0/when/score.fit',
        message: 'private',
        remedy: 'answers',
      },
    ],
  ]);
});

describe('ids', () => {
  const twice = (from: string, to: string, pointer: string, message: string) =>
    [message, change(from, to), { code: 'duplicate_id', pointer, message, remedy: 'another id' }] as const;
  testRows([
    [...twice('"id": "name",', '"id": "need",', '/steps/2/id', 'two steps are called "need"')],
    [...twice('"id": "first_name"', '"id": "role"', '/steps/2/fields/0/id', 'two fields are called "role"')],
    [
      ...twice(
        '"id": "coo"',
        '"id": "ceo"',
        '/steps/1/fields/1/options/2/id',
        'two options of field "role" are called "ceo"',
      ),
    ],
    [...twice('"id": "webinar"', '"id": "pricing"', '/signals/1/id', 'two signals are called "pricing"')],
    [...twice('"id": "thanks"', '"id": "guide"', '/outcomes/3/id', 'two outcomes are called "guide"')],
    [
      'two rules of one name',
      changed((form) => form.scoring.rules.push(form.scoring.rules[0])),
      {
        code: 'duplicate_id',
        pointer: '/scoring/rules/1/id',
        message: 'two rules are called "decider"',
        remedy: '',
      },
    ],
    [
      'two disqualify rules of one name',
      changed((form) => form.qualify.disqualify.push(form.qualify.disqualify[0])),
      {
        code: 'duplicate_id',
        pointer: '/qualify/disqualify/1/id',
        message: 'two disqualify rules',
        remedy: '',
      },
    ],
    ...'all any not score stage visit signal page utm referrer language end'
      .split(' ')
      .map(
        (name) =>
          [
            `a field called ${name}`,
            change(
              '"id": "first_name"',
              `"id": "${name}"`,
              goodText.replaceAll('{{first_name|friend}}', 'friend'),
            ),
            {
              code: 'reserved_name',
              pointer: '/steps/2/fields/0/id',
              message: `a field cannot be called "${name}"`,
              remedy: `"${name}_answer"`,
            },
          ] as const,
      )
      .map(
        (row) =>
          [...row] as [string, string, { code: string; pointer: string; message: string; remedy: string }],
      ),
    [
      'a step called end',
      change('"id": "name",', '"id": "end",'),
      {
        code: 'reserved_name',
        pointer: '/steps/2/id',
        message: 'a step cannot be called "end"',
        remedy: '"last"',
      },
    ],
  ]);
});
