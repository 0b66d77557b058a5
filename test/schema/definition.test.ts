import { describe, expect, test } from 'vitest';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import { define } from '../../widget/schema/definition.ts';
import type { Form } from '../../widget/schema/form.ts';
import { checkForm } from '../../widget/schema/lint.ts';
import { changed } from './change.ts';

/** The good form with everything in it that must stay on the server, each marked. */
// biome-ignore lint/suspicious/noExplicitAny: a test writes anything anywhere
const withSecrets = (edit: (form: any) => void = () => undefined): Form => {
  const text = changed((form) => {
    form.note = 'SECRET note';
    form.steps[0].note = 'SECRET note';
    form.steps[0].fields[0].note = 'SECRET note';
    form.steps[0].fields[0].options[0].note = 'SECRET note';
    form.signals[0].note = 'SECRET note';
    form.signals[0].why = 'SECRET why';
    form.scoring.rules[0].note = 'SECRET note';
    form.scoring.rules[0].why = 'SECRET why';
    form.qualify.disqualify[0].note = 'SECRET note';
    form.qualify.disqualify[0].why = 'SECRET why';
    form.scoring.dimensions.fit.label = 'SECRET label';
    form.outcomes[0].assign = 'secret_team';
    form.outcomes[0].note = 'SECRET note';
    form.retention = { months: 12 };
    form.confirmation = {
      subject: 'SECRET',
      text: { en: 'SECRET', de: 'SECRET' },
      replyTo: 'secret@acme.com',
    };
    for (const proof of form.tests) proof.name = `SECRET ${proof.name}`;
    edit(form);
  });
  const { form, problems } = checkForm(text);
  if (!form) throw new Error(JSON.stringify(problems));
  return form;
};

/** The names of all keys, each with the way to it; places in lists and names that the form chose are left out. */
function keySet(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => keySet(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [];
  // Conditions, points and dimensions are keyed by what the form calls its things.
  const isNamed = /\.(when|points|mql|sql|dimensions)$/.test(path);
  return [
    ...new Set(
      Object.entries(value).flatMap(([key, inner]) => {
        const here = `${path}.${isNamed ? '*' : key}`;
        return [here, ...(path.endsWith('.when') ? [] : keySet(inner, here))];
      }),
    ),
  ].sort();
}

const shared = [
  '.id',
  '.language',
  '.languages',
  '.profiling',
  '.profiling.days',
  '.profiling.maxQuestions',
  '.signals',
  '.signals[].event',
  '.signals[].id',
  '.signals[].page',
  '.signals[].points',
  '.steps',
  '.steps[].fields',
  '.steps[].fields[].business',
  '.steps[].fields[].id',
  '.steps[].fields[].label',
  '.steps[].fields[].options',
  '.steps[].fields[].options[].id',
  '.steps[].fields[].options[].label',
  '.steps[].fields[].ordered',
  '.steps[].fields[].remember',
  '.steps[].fields[].required',
  '.steps[].fields[].type',
  '.steps[].id',
  '.steps[].title',
  '.steps[].when',
  '.steps[].when.*',
  '.theme',
  '.theme.accent',
  '.theme.radius',
  '.theme.scheme',
  '.title',
  '.version',
];

const open = [
  '.outcomes',
  '.outcomes[].id',
  '.outcomes[].show',
  '.outcomes[].show.appeal',
  '.outcomes[].show.pass',
  '.outcomes[].show.pass.email',
  '.outcomes[].show.pass.name',
  '.outcomes[].show.title',
  '.outcomes[].show.type',
  '.outcomes[].show.url',
  '.outcomes[].when',
  '.outcomes[].when.*',
  '.qualify',
  '.qualify.disqualify',
  '.qualify.disqualify[].id',
  '.qualify.disqualify[].when',
  '.qualify.disqualify[].when.*',
  '.qualify.mql',
  '.qualify.mql.*',
  '.qualify.mql.*.gte',
  '.qualify.sql',
  '.qualify.sql.*',
  '.qualify.sql.*.gte',
  '.scoring',
  '.scoring.dimensions',
  '.scoring.dimensions.*',
  '.scoring.dimensions.*.max',
  '.scoring.rules',
  '.scoring.rules[].id',
  '.scoring.rules[].points',
  '.scoring.rules[].points.*',
  '.scoring.rules[].when',
  '.scoring.rules[].when.*',
  '.signals[].halfLifeDays',
  '.signals[].max',
  '.signals[].points.*',
  '.steps[].fields[].options[].points',
  '.steps[].fields[].options[].points.*',
];

describe('the public definition', () => {
  const wanted = { language: 'en', version: 3 };

  test('holds these keys and no others', () => {
    expect(keySet(define(withSecrets(), wanted))).toEqual([...shared, ...open].sort());
  });

  test('with private scoring holds neither points, rules, thresholds nor endings', () => {
    const definition = define(
      withSecrets((form) => (form.scoring.private = true)),
      wanted,
    );
    expect(keySet(definition)).toEqual([...shared, '.outcomes', '.private'].sort());
    expect(definition.outcomes).toEqual([]);
    expect(definition.signals.map(({ points }) => points)).toEqual([0, 0]);
    expect(JSON.stringify(definition)).not.toMatch(/cal\.com|guide\.pdf|"gte"|decider|student" *\}/);
  });

  test('says nothing that only colleagues and sales read', () => {
    for (const isPrivate of [true, false]) {
      const form = withSecrets((written) => (written.scoring.private = isPrivate));
      expect(JSON.stringify(define(form, wanted))).not.toMatch(
        /secret|"(tests|note|assign|confirmation|why|\$schema|kind|sqlBy)"/i,
      );
    }
  });

  test('of any good form, even one with a key that nobody thought of, is made of named keys alone', () => {
    const form = withSecrets();
    const smuggled = {
      ...form,
      webhook: 'SECRET',
      steps: form.steps.map((step) => ({ ...step, mailTo: 'SECRET' })),
    };
    expect(keySet(define(smuggled, wanted))).toEqual(keySet(define(form, wanted)));
  });

  test('speaks one language: the wanted one, its base, or the form’s own', () => {
    const form = withSecrets((written) => {
      written.title = { en: 'Book a demo', pl: 'Umów prezentację', 'pt-BR': 'Agende' };
    });
    const said = (language: string) => {
      const { language: spoken, title, languages } = define(form, { language, version: 1 });
      return { spoken, title, languages };
    };
    const languages = ['en', 'pl', 'pt-BR'];
    expect(said('pl')).toEqual({ spoken: 'pl', title: 'Umów prezentację', languages });
    expect(said('pl-PL')).toEqual({ spoken: 'pl', title: 'Umów prezentację', languages });
    expect(said('pt-BR')).toEqual({ spoken: 'pt-BR', title: 'Agende', languages });
    expect(said('de')).toEqual({ spoken: 'en', title: 'Book a demo', languages });
  });

  test('judges as the form itself does', () => {
    const form = withSecrets();
    const input = {
      answers: { need: 'switch', size: 's50_200', role: 'coo' },
      signals: { pricing: [1, 40] },
    };
    const { path: _, ...expected } = judge(compile(form), input);
    const { path: __, ...actual } = judge(compile(define(form, wanted)), input);
    expect(actual).toEqual(expected);
    expect(actual.outcome).toBe('book');
  });
});
