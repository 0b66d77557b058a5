/** A form and the widget's own words in one language, as far as they are translated. */
import fs from 'node:fs/promises';
import path from 'node:path';
import english, { type Words } from '../../widget/locales/en.ts';
import { define } from '../../widget/schema/definition.ts';
import type { Served } from '../../widget/served.ts';
import type { Published } from './versions.ts';

const folder = path.join(import.meta.dirname, '../../widget/locales');

let languages: Promise<Set<string>> | undefined;
const listLanguages = async () =>
  new Set((await fs.readdir(folder)).flatMap((name) => /^([\w-]+)\.ts$/.exec(name)?.[1] ?? []));

/** Words of a language, else of the base of it (pt for pt-BR), else English. */
export async function wordsFor(language: string): Promise<Words> {
  languages ??= listLanguages();
  const known = await languages;
  const name = [language, language.split('-')[0] ?? ''].find((code) => known.has(code));
  if (name === undefined || name === 'en') return english;
  const { default: words } = (await import(`../../widget/locales/${name}.ts`)) as { default: Words };
  return words;
}

/** A definition in the wanted language, as far as the form speaks it, with the widget's words in the same. */
export async function speakForm({ form, version }: Published, language: string | undefined): Promise<Served> {
  const definition = define(form, { language: language ?? form.language ?? 'en', version });
  return { ...definition, words: await wordsFor(definition.language) };
}
