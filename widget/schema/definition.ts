/** What a visitor's browser gets of a published form: an allow-list, in one language. */

import type { Field, Form, Option, Show } from './form.ts';
import { icons } from './icons.ts';
import { writtenOut } from './presets.ts';
import type { Text } from './words.ts';

/** A type with every text in one language instead of several. */
type Spoken<T> = [Text] extends [NonNullable<T>]
  ? [NonNullable<T>] extends [Text]
    ? string | Extract<T, undefined>
    : SpokenInside<T>
  : SpokenInside<T>;
type SpokenInside<T> = T extends readonly (infer Item)[]
  ? Spoken<Item>[]
  : T extends object
    ? { [Key in keyof T]: Key extends 'when' | 'points' | 'pass' ? T[Key] : Spoken<T[Key]> }
    : T;

type SpokenField<F> = F extends Field
  ? Spoken<Omit<F, 'note' | 'options'>> &
      (F extends { options: unknown } ? { options: DefinitionOption[] } : object)
  : never;
export type DefinitionField = SpokenField<Field>;
/**
 * An icon is its path data here, its `sign`, so that a browser gets only those that are used. A picture is only said to be there: it
 * has an address of its own.
 */
export type DefinitionOption = Spoken<Omit<Option, 'note' | 'icon' | 'image'>> & {
  sign?: string;
  pictured?: true;
};

export type DefinitionTheme = Omit<NonNullable<Form['theme']>, 'preset'> & {
  /** Values of custom properties, by their names without `--`. */
  set?: Record<string, string>;
};
export type DefinitionShow = Show extends infer S ? (S extends Show ? Spoken<S> : never) : never;

export type DefinitionContact = Spoken<NonNullable<Form['contact']>>;

/** The language of a form's plain strings. */
export const formLanguage = (form: Pick<Form, 'language'>): string => form.language ?? 'en';

/** A text in the wanted language, else in the base of it (pt for pt-BR), else in the form's own, else in any. */
export function speak(text: Text, language: string, fallback: string): string {
  if (typeof text === 'string') return text;
  const found = [language, language.split('-')[0] ?? '', fallback].find((code) => Object.hasOwn(text, code));
  return (found === undefined ? Object.values(text)[0] : text[found]) ?? '';
}

/** Every language that any text of the form is written in, the form's own first. */
export function languagesOf(form: Form): string[] {
  const found = new Set([formLanguage(form)]);
  const search = (value: unknown, key: string) => {
    if (typeof value !== 'object' || value === null) return;
    if (textKeys.has(key) && !Array.isArray(value)) for (const code of Object.keys(value)) found.add(code);
    else for (const [inner, part] of Object.entries(value)) if (!unspoken.has(inner)) search(part, inner);
  };
  search(form, '');
  return [...found];
}

/** Keys whose value is a text wherever they stand. `points` and the like are records too, so texts go by their key. */
export const textKeys: ReadonlySet<string> = new Set([
  'title',
  'subject',
  'label',
  'help',
  'text',
  'placeholder',
  'unit',
  'low',
  'high',
  'button',
]);

/** Parts whose texts are not on the page, or that hold no texts at all. */
const unspoken = new Set([
  'tests',
  'confirmation',
  'note',
  'scoring',
  'qualify',
  'signals',
  'when',
  'next',
  'points',
  'theme',
  'pass',
  'origins',
]);

/** Keys of a field that a browser needs; `points` and conditions only where the browser does the arithmetic. */
const fieldKeys = [
  'type',
  'id',
  'label',
  'help',
  'required',
  'when',
  'remember',
  'prefill',
  'placeholder',
  'autocomplete',
  'maxLength',
  'rows',
  'business',
  'country',
  'min',
  'max',
  'step',
  'unit',
  'currency',
  'low',
  'high',
  'ordered',
  'advance',
  'top',
  'value',
] as const;
const optionKeys = ['id', 'label', 'help'] as const;
const showKeys = ['type', 'title', 'text', 'url', 'label', 'appeal', 'inline', 'pass', 'phone'] as const;
const contactKeys = ['url', 'label'] as const;
const themeKeys = ['accent', 'radius', 'scheme', 'font', 'surface'] as const;

type Wanted = { language: string; version: number };

/** Copies the named keys that are there, each text in one language. */
function pick(from: object, keys: readonly string[], say: (text: Text) => string): Record<string, unknown> {
  const source = from as Record<string, unknown>;
  return Object.fromEntries(
    keys
      .filter((key) => source[key] !== undefined)
      .map((key) => [key, textKeys.has(key) ? say(source[key] as Text) : source[key]]),
  );
}

/**
 * The public definition of a published form. Never holds tests, notes, teams, addresses, mails, `why`; with private scoring neither
 * points, rules, thresholds nor endings.
 */
export function define(form: Form, { language, version }: Wanted) {
  const own = formLanguage(form);
  const languages = languagesOf(form);
  const base = language.split('-')[0] ?? '';
  const spoken = [language, base].find((code) => languages.includes(code)) ?? own;
  const say = (text: Text) => speak(text, spoken, own);
  const open = form.scoring?.private !== true;

  const option = (from: Option) =>
    ({
      ...pick(from, optionKeys, say),
      ...(from.icon && { sign: icons[from.icon] }),
      ...(from.image && { pictured: true }),
      ...(open && from.points !== undefined && { points: from.points }),
    }) as DefinitionOption;
  const field = (from: Field) =>
    ({
      ...pick(from, fieldKeys, say),
      ...('options' in from && { options: from.options.map(option) }),
    }) as DefinitionField;

  return {
    id: form.id,
    version,
    language: spoken,
    languages,
    title: say(form.title),
    ...(form.advance !== undefined && { advance: form.advance }),
    ...(form.theme && { theme: look(form.theme) }),
    steps: form.steps.map((step) => ({
      id: step.id,
      ...(step.title !== undefined && { title: say(step.title) }),
      ...(step.help !== undefined && { help: say(step.help) }),
      ...(step.button !== undefined && { button: say(step.button) }),
      ...(step.when && { when: step.when }),
      fields: step.fields.map(field),
      ...(step.next && { next: step.next.map(({ when, go }) => (when ? { when, go } : { go })) }),
    })),
    signals: (form.signals ?? []).map(({ id, page, event, points, max, halfLifeDays }) => ({
      id,
      ...(page !== undefined && { page }),
      ...(event !== undefined && { event }),
      points: open ? points : 0,
      ...(open && max !== undefined && { max }),
      ...(open && halfLifeDays !== undefined && { halfLifeDays }),
    })),
    ...(form.profiling && { profiling: form.profiling }),
    ...(form.contact && { contact: pick(form.contact, contactKeys, say) as unknown as DefinitionContact }),
    ...(form.origins && { origins: form.origins }),
    ...(open
      ? {
          scoring: {
            ...(form.scoring?.dimensions && {
              dimensions: Object.fromEntries(
                Object.entries(form.scoring.dimensions).map(([id, { max }]) => [
                  id,
                  max === undefined ? {} : { max },
                ]),
              ),
            }),
            ...(form.scoring?.rules && {
              rules: form.scoring.rules.map(({ id, when, points }) => ({ id, when, points })),
            }),
          },
          ...(form.qualify && {
            qualify: {
              ...(form.qualify.disqualify && {
                disqualify: form.qualify.disqualify.map(({ id, when }) => ({ id, when })),
              }),
              ...(form.qualify.mql && { mql: form.qualify.mql }),
              ...(form.qualify.sql && { sql: form.qualify.sql }),
            },
          }),
          outcomes: form.outcomes.map((outcome) => ({
            id: outcome.id,
            ...(outcome.when && { when: outcome.when }),
            show: ending(outcome.show, say),
          })),
        }
      : { private: true as const, outcomes: [] as { id: string; when?: never; show: DefinitionShow }[] }),
  };
}

/** What a visitor sees of an ending. */
export function ending(show: Show, say: (text: Text) => string): DefinitionShow {
  return pick(show, showKeys, say) as DefinitionShow;
}

/** A ready theme written out, and over it what the form says itself. */
function look({ preset, ...own }: NonNullable<Form['theme']>): DefinitionTheme {
  return { ...(preset && writtenOut(preset)), ...pick(own, themeKeys, String) };
}

/** A published form in one language, as `GET /v1/forms/:form` answers it. */
export type Definition = ReturnType<typeof define>;
