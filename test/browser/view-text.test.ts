/** Texts: what is piped into them, what becomes a link, and what stays text; and the widget's own words. */

import { afterEach, describe, expect, test } from 'vitest';
import { locales } from '../../widget/locales/index.ts';
import { say } from '../../widget/wording/say.ts';
import { parseText } from '../../widget/wording/text.ts';
import { fields, serve } from './specimen/forms.ts';
import { stage, strike } from './stage.ts';

afterEach(strike);

describe('piping', () => {
  const asked = ['text', 'choice', 'choices', 'money', 'date', 'country'];
  const show = (title: string, answers: Record<string, unknown>, language = 'en') => {
    const here = stage(
      serve(
        {
          steps: [
            { id: 'one', fields: asked.map((id) => ({ id, ...fields[id], required: false })) },
            { id: 'two', title, fields: [{ id: 'last', type: 'text', label: 'Last' }] },
          ],
        },
        language,
      ),
    );
    for (const [id, value] of Object.entries(answers)) here.store.answer(id, value);
    here.store.next();
    return expect.poll(() => here.find('h2').textContent?.replace(/\u00a0/g, ' '));
  };

  test.each([
    ['en', 'Hello {{text|friend}}!', {}, 'Hello friend!'],
    ['en', 'Hello {{ text | friend }}!', { text: 'Ada' }, 'Hello Ada!'],
    ['en', 'For {{choice}}', { choice: 'switch' }, 'For Replacing our CRM'],
    [
      'en',
      'For {{choices}}',
      { choices: ['new', 'research', 'switch'] },
      'For A first CRM, Replacing our CRM, and Research or studies',
    ],
    ['en', 'About {{money}}', { money: 12000.5 }, 'About €12,000.50'],
    ['pl', 'Ok. {{money}}', { money: 12000 }, 'Ok. 12 000 €'],
    ['it', 'Dal {{date}}', { date: '2026-09-01' }, 'Dal 1 settembre 2026'],
    ['ru', '{{country}}', { country: 'IT' }, 'Италия'],
    ['en', '{{nobody|No one}} {{constructor}}', {}, 'No one '],
    [
      'en',
      '{{text}}',
      { text: '**bold** <b>x</b> [x](https://example.com) {{choice}}' },
      '**bold** <b>x</b> [x](https://example.com) {{choice}}',
    ],
  ])('%s: "%s"', async (language, title, answers, shown) => {
    await show(title, answers, language).toBe(shown);
  });

  test('an answer is text, whatever it holds', async () => {
    const here = stage(
      serve({
        steps: [
          { id: 'one', fields: [{ id: 'name', type: 'text', label: 'Name' }] },
          { id: 'two', fields: [{ id: 'last', type: 'text', label: '**{{name}}**' }] },
        ],
      }),
    );
    here.store.answer('name', '<img src=x onerror=alert(1)>');
    here.store.next();
    await expect.poll(() => here.find('h2 b').textContent).toBe('<img src=x onerror=alert(1)>');
    expect(here.root.querySelector('img')).toBeNull();
  });
});

describe('links', () => {
  test('open in a new tab and say so', () => {
    const { find } = stage(serve({ steps: [{ id: 'one', fields: [{ id: 'ok', ...fields.consent }] }] }));
    const link = find<HTMLAnchorElement>('a');
    expect(link.href).toBe('https://example.com/privacy');
    expect(link.target).toBe('_blank');
    expect(link.rel).toBe('noopener');
    expect(link.textContent).toBe('privacy notice (opens in a new tab)');
  });

  test.each(['/terms', 'mailto:a@example.com', 'tel:+4822', 'https://example.com/a?b=c#d'])(
    'lead to %s',
    (url) => {
      expect(parseText(`[x](${url})`)).toEqual([{ link: ['x'], url }]);
    },
  );

  test.each([
    'javascript:alert',
    'JaVaScRiPt:alert',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    'https://user@evil.example',
    'http://example.com',
    'vbscript:x',
    'https:evil',
  ])('to %s stay text', (url) => {
    expect(parseText(`a [x](${url}) b`)).toEqual([`a [x](${url}) b`]);
  });

  test('of endings are checked once more before they are shown', async () => {
    const form = serve({
      steps: [{ id: 'one', fields: [{ id: 'name', type: 'text', label: 'Name' }] }],
      outcomes: [{ id: 'end', show: { type: 'download', url: 'https://example.com/x' } }],
    });
    const [outcome] = form.outcomes;
    if (outcome) Object.assign(outcome.show, { url: 'javascript:alert(1)' });
    const here = stage(form);
    here.store.next();
    await expect.poll(() => here.heading()).toBe('Thank you');
    expect(here.root.querySelector('a')).toBeNull();
  });
});

test('bold words may hold links and answers; lone marks stay what they are', () => {
  expect(parseText('**{{a|b}} [c](/d)** * ** [e] {{}} {{a b}}')).toEqual([
    { bold: [{ field: 'a', fallback: 'b' }, ' ', { link: ['c'], url: '/d' }] },
    ' * ** [e] {{}} {{a b}}',
  ]);
});

describe('words', () => {
  test.each([
    ['en', [1, '1 question left'], [2, '2 questions left']],
    [
      'pl',
      [1, 'Zostało 1 pytanie'],
      [2, 'Zostały 2 pytania'],
      [5, 'Zostało 5 pytań'],
      [22, 'Zostały 22 pytania'],
    ],
    ['it', [1, 'Ancora 1 domanda'], [3, 'Ancora 3 domande']],
    [
      'ru',
      [1, 'Остался 1 вопрос'],
      [3, 'Осталось 3 вопроса'],
      [5, 'Осталось 5 вопросов'],
      [21, 'Остался 21 вопрос'],
    ],
    ['ar', [1, 'تبقّى سؤال واحد'], [2, 'تبقّى سؤالان'], [3, 'تبقّت 3 أسئلة'], [11, 'تبقّى 11 سؤالًا']],
  ] as [string, ...[number, string][]][])('%s counts its own way', (language, ...rows) => {
    for (const [n, said] of rows) expect(say(locales[language]?.left ?? '', language, { n })).toBe(said);
  });

  test.each([
    ['en', '2–4 questions left'],
    ['pl', 'Zostały 2–4 pytania'],
    ['it', 'Ancora 2–4 domande'],
    ['ru', 'Осталось 2–4 вопроса'],
    ['ar', 'تبقّى من 2 إلى 4 أسئلة'],
  ])('%s tells a range by its upper end', (language, said) => {
    expect(say(locales[language]?.leftBetween ?? '', language, { min: 2, max: 4 })).toBe(said);
  });

  test.each(Object.keys(locales))(
    '%s leaves nothing unfilled, nothing empty, and every category it counts in',
    (code) => {
      const names = (wording: unknown) => [...String(wording).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const words = locales[code] as Record<string, unknown>;
      for (const [key, english] of Object.entries(locales.en as object)) {
        const wordings = typeof words[key] === 'string' ? { other: words[key] } : (words[key] as object);
        if (typeof english !== 'string') {
          // What whole numbers fall into; a category without a wording of its own would be read with that of fractions.
          const plural = new Intl.PluralRules(code);
          const met = new Set(Array.from({ length: 200 }, (_, n) => plural.select(n)));
          met.delete('zero');
          if (key === 'left') expect(Object.keys(wordings), key).toEqual(expect.arrayContaining([...met]));
        }
        for (const wording of Object.values(wordings)) {
          expect(wording, key).toMatch(/\S/);
          const allowed = typeof english === 'string' ? names(english) : names(english.other);
          if (typeof english === 'string') expect(names(wording).sort(), key).toEqual(allowed.sort());
          else expect(allowed, key).toEqual(expect.arrayContaining(names(wording)));
        }
      }
    },
  );
});
