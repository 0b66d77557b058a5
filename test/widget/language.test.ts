import { expect, test } from 'vitest';
import { chooseLanguage, directionOf } from '../../widget/wording/language.ts';

test.each<[there: string[], wanted: string[], chosen: string | undefined]>([
  [['en', 'pl'], ['pl'], 'pl'],
  [['en', 'pl'], ['pl-PL', 'en'], 'pl'],
  [['en', 'pl'], ['de', 'fr'], undefined],
  [['en', 'pl'], ['de', 'pl', 'en'], 'pl'],
  [['pt', 'pt-BR'], ['pt-br'], 'pt-BR'],
  [['pt-BR'], ['pt'], 'pt-BR'],
  [['en', 'zh-Hant'], ['zh-TW'], 'zh-Hant'],
  [['en', 'zh', 'zh-Hant'], ['zh-TW'], 'zh-Hant'],
  [['en', 'zh', 'zh-Hant'], ['zh-SG'], 'zh'],
  [['en', 'zh'], ['zh-TW'], 'zh'],
  [['zh-Hant', 'zh-Hans', 'en'], ['zh'], 'zh-Hans'],
  [['sr-Latn', 'sr'], ['sr-Latn-RS'], 'sr-Latn'],
  [['pt'], ['pt-Latn-BR'], 'pt'],
  [['en', 'pl'], ['not a language', 'pl'], 'pl'],
  [['en'], [], undefined],
])('of %j, a reader of %j gets %s', (there, wanted, chosen) => {
  expect(chooseLanguage(there, wanted)).toBe(chosen);
});

test.each([
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['fa', 'rtl'],
  ['en', 'ltr'],
  ['pl', 'ltr'],
  ['arn', 'ltr'],
  ['uz', 'ltr'],
])('%s is written %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});
