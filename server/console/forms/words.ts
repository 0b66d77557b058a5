/** The widget's own words in a language, fetched when they are first wanted. */
import type { Words } from '../../../widget/locales/en.ts';
import english from '../../../widget/locales/en.ts';

// English is in the bundle already, for when a language cannot be fetched.
const locales = import.meta.glob<Words>(['../../../widget/locales/*.ts', '!../../../widget/locales/en.ts'], {
  import: 'default',
});

/** Words of a language, else of the base of it (pt for pt-BR), else English. */
export async function wordsOf(language: string): Promise<Words> {
  const codes = [language, language.split('-')[0] ?? ''];
  const found = codes.map((code) => locales[`../../../widget/locales/${code}.ts`]).find(Boolean);
  return found ? found().catch(() => english) : english;
}
