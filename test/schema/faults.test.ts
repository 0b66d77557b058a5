import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkForm, longestForm, publishable } from '../../widget/schema/lint.ts';
import { changed, goodText } from './change.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
const good: Json = JSON.parse(goodText);

/** The way to every text, number and tick of a value. */
function leaves(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** A copy with something else at one place. */
function replaced(value: Json, [key, ...rest]: (string | number)[], by: Json): Json {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  const object = value as { [key: string]: Json };
  return { ...object, [key]: replaced(object[key] as Json, rest, by) };
}

const paths = leaves(good);

describe('any leaf of a form', () => {
  test.each([
    ['an object', { $ne: null }],
    ['an empty list', []],
    ['null', null],
    ['a list of lists', [[[]]]],
    ['an object with a prototype', JSON.parse('{ "__proto__": { "polluted": true }, "constructor": 1 }')],
  ])('replaced by %s is refused with its place', (_, by) => {
    for (const path of paths) {
      const text = JSON.stringify(replaced(good, path, by as Json), null, 1);
      const checkup = checkForm(text);
      const pointer = `/${path.join('/')}`;
      expect(publishable(checkup), pointer).toBe(false);
      const [problem] = checkup.problems.filter(({ severity }) => severity === 'error');
      expect(problem?.line, pointer).toBeGreaterThan(1);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('replaced by markup is a text like any other, or refused', () => {
    const by = '"><img src=x onerror=alert(1)>{{';
    for (const path of paths) {
      const { form, problems } = checkForm(JSON.stringify(replaced(good, path, by)));
      const told = problems.some(
        ({ severity, code }) => severity === 'error' || ['markup', 'never_holds'].includes(code),
      );
      // Names that only colleagues read may be anything.
      const unread =
        ['name', '$schema', 'why', 'event', 'page'].includes(String(path.at(-1))) ||
        path.includes('dimensions');
      expect(told || (form !== undefined && unread), path.join('/')).toBe(true);
    }
  });

  test('replaced by a megabyte is too large', () => {
    const long = 'x'.repeat(1024 * 1024);
    for (const path of [paths[0] ?? [], paths.at(-1) ?? []]) {
      const { form, problems } = checkForm(JSON.stringify(replaced(good, path, long)));
      expect(form).toBeUndefined();
      expect(problems).toMatchObject([{ code: 'too_large', severity: 'error', line: 1, column: 1 }]);
      expect(problems[0]?.message).toContain('512 kB is the most');
    }
  });

  test('replaced by ten thousand characters is too long for where it stands', () => {
    const long = 'x'.repeat(10_000);
    for (const path of paths) {
      const checkup = checkForm(JSON.stringify(replaced(good, path, long)));
      expect(publishable(checkup), path.join('/')).toBe(false);
    }
  });
});

describe('whatever the text', () => {
  const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

  test.each([
    ['a list 100,000 deep', nested(100_000, '[', ']'), 'too_deep'],
    ['an object 50,000 deep', nested(50_000, '{"a":', '}'), 'too_deep'],
    ['a list that never ends', '['.repeat(300_000), 'too_deep'],
    [
      'conditions 500 deep',
      changed((form) => (form.qualify.mql = JSON.parse(`${'{"not":'.repeat(500)}{}${'}'.repeat(500)}`))),
      'too_deep',
    ],
    [
      'ten thousand options',
      changed((form) => {
        form.steps[1].fields[1].options = Array.from({ length: 10_000 }, (_, index) => ({
          id: `o${index}`,
          label: 'x',
        }));
      }).replace(/\n */g, ''),
      'too_large',
    ],
    [
      'five thousand options',
      changed((form) => {
        form.steps[1].fields[1].options = Array.from({ length: 5000 }, (_, index) => ({
          id: `o${index}`,
          label: 'x',
        }));
      }).replace(/\n */g, ''),
      'out_of_bounds',
    ],
    [
      'half a character in the text itself',
      goodText.replace('Your role', 'Your \ud800 role'),
      'broken_character',
    ],
    ['a key of every object', goodText.replace('"kind"', '"__proto__"'), 'reserved_name'],
    [
      'a method of every object as a reference',
      goodText.replace('"role": "student" }, "why"', '"toString": "student" }, "why"'),
      'unknown_reference',
    ],
    [
      'only keys that every object has',
      '{"constructor":{},"toString":{},"hasOwnProperty":{},"valueOf":1}',
      'unknown_key',
    ],
    ['bytes of an image', '\x89PNG\r\n\x1a\n\0\0\0', 'syntax'],
  ])('%s', (_, text, code) => {
    // Ten thousand options are more than 512 kB as people would write them; here they fit, and are too many.
    const codes = checkForm(text).problems.map((problem) => problem.code);
    expect(codes).toContain(code === 'too_large' && text.length < longestForm ? 'out_of_bounds' : code);
  });

  test('nothing is thrown, and every problem has a place, a code, a sentence and a remedy', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.json().map((text) => `{"id":"a","title":${text},"steps":${text},"outcomes":[${text}]}`),
      // Pieces of the good form, in any order.
      fc
        .array(fc.tuple(fc.nat({ max: goodText.length }), fc.nat({ max: 200 })), { maxLength: 6 })
        .map((cuts) =>
          cuts.reduce((text, [at, count]) => text.slice(0, at) + text.slice(at + count), goodText),
        ),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const checkup = checkForm(text);
        for (const { pointer, code, message, remedy, line, column } of checkup.problems) {
          expect(pointer).toMatch(/^(\/[\s\S]*)?$/);
          expect(code).toMatch(/^[a-z_]+$/);
          expect(message).not.toBe('');
          expect(remedy).not.toBe('');
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
        }
        expect(checkup.form !== undefined || checkup.problems.length > 0).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('any part of a form may be any JSON', () => {
    const places: fc.Arbitrary<(string | number)[]> = fc
      .constantFrom(...paths)
      .chain((path) => fc.nat({ max: path.length }).map((length) => path.slice(0, length)));
    fc.assert(
      fc.property(places, fc.jsonValue(), (path, by) => {
        const checkup = checkForm(JSON.stringify(replaced(good, path, by as Json)));
        expect(Array.isArray(checkup.problems)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('a problem that is everywhere is listed two hundred times, and then counted', () => {
    const text = changed((form) => {
      form.steps[1].fields[1].options = Array.from({ length: 300 }, (_, index) => ({
        id: `o${index}`,
        lable: 'x',
      }));
    });
    const { problems } = checkForm(text);
    expect(problems.length).toBeLessThan(210);
    expect(problems.at(-1)).toMatchObject({ code: 'too_many_problems' });
  });
});

describe('the size of a form', () => {
  const padded = (bytes: number, char: string) => {
    const room = bytes - new TextEncoder().encode(goodText).length;
    return `${goodText.trimEnd()}${char.repeat(Math.floor(room / new TextEncoder().encode(char).length))}`;
  };

  test('is 512 kB at the most, in bytes', () => {
    expect(checkForm(padded(longestForm, ' ')).form).toBeDefined();
    expect(checkForm(padded(longestForm + 2, ' ')).problems).toMatchObject([{ code: 'too_large' }]);
    expect(checkForm(padded(longestForm + 6, '\u3000')).problems).toMatchObject([{ code: 'too_large' }]);
  });
});

/** Milliseconds of work; time on the clock would also count what else the machine is busy with. */
function work(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('the check is quick', () => {
  /** A form of many steps, each with conditions, options, points and texts in two languages. */
  const large = (steps: number) =>
    changed((form) => {
      for (let index = 0; index < steps; index += 1) {
        const label = { en: `Question number ${index}`, pl: `Pytanie numer ${index}` };
        form.steps.push({
          id: `s${index}`,
          when: { need: { in: ['switch', 'new_crm'] }, any: [{ size: { gte: 's10_49' } }, { role: 'ceo' }] },
          fields: ['a', 'b'].map((name) => ({
            id: `${name}${index}`,
            type: 'choice',
            label,
            when: { role: { not: 'student' } },
            options: Array.from({ length: 6 }, (_, option) => ({
              id: `o${option}`,
              label,
              points: { fit: option },
            })),
          })),
        });
        form.scoring.rules.push({
          id: `r${index}`,
          when: { [`a${index}`]: 'o1', [`b${index}`]: { not: 'o2' } },
          points: 1,
        });
      }
    });

  test('on a form of a hundred kilobytes', () => {
    const text = large(24);
    expect(text.length).toBeGreaterThan(100_000);
    // About 20 when nothing else runs; the processor is slower where it is shared.
    const times = Array.from({ length: 15 }, () => work(() => checkForm(text))).sort((a, b) => a - b);
    expect(times[0]).toBeLessThan(100);
  });

  test('on a form that is made to be slow', () => {
    const hard = changed((form) => {
      const alternatives = (index: number) => ({
        any: Array.from({ length: 20 }, (_, other) => ({
          role: { not: 'ceo' },
          score: { gte: other },
          'score.fit': { lt: index },
        })),
      });
      form.outcomes = [
        ...Array.from({ length: 30 }, (_, index) => ({
          id: `o${index}`,
          when: { all: Array.from({ length: 12 }, () => alternatives(index)) },
          show: { type: 'message' },
        })),
        form.outcomes[3],
      ];
      form.tests = [];
    }).replace(/\n */g, '');
    expect(hard.length).toBeGreaterThan(300_000);
    let form: unknown;
    expect(work(() => (form = checkForm(hard).form))).toBeLessThan(3000);
    expect(form).toBeDefined();
  });
});
