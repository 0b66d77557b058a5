/** The widget's own words, by language, as far as they are translated. */
import fs from 'node:fs/promises';
import path from 'node:path';
import english, { type Words } from '../../widget/locales/en.ts';

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
