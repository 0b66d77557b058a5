/** How the form sits on the page: language, colours, room. */

import { contrast, readable, readColor } from '../engine/contrast.ts';
import { chooseLanguage } from '../wording/language.ts';
import type { Check, Finding } from './finding.ts';

export const checkLanguage: Check = (patients) => {
  const { lang } = document.documentElement;
  const found: Finding[] = lang
    ? []
    : [
        {
          level: 'better',
          title: 'The page does not say its language',
          says: 'The form then goes by that of the browser, and screen readers guess.',
          paste: '<html lang="en">',
          where: 'at the top of the page',
        },
      ];
  for (const { definition, form, element } of patients) {
    const wanted = element?.getAttribute('language') || lang;
    if (!definition || !wanted || chooseLanguage(definition.languages, [wanted])) continue;
    found.push({
      level: 'better',
      title: `“${form}” does not speak ${wanted}`,
      says: `It speaks ${definition.languages.join(', ')}. Visitors get it in ${definition.language}.`,
      paste: `"title": { "${definition.language}": ${JSON.stringify(definition.title)}, "${wanted}": "…" }`,
      where: `in the form “${form}”, and so for every text; the console lists what is missing`,
    });
  }
  return found;
};

const white = readColor('#ffffff');
const night = readColor('#16181d');

export const checkContrast: Check = (patients) =>
  patients.flatMap(({ definition, element, form }): Finding[] => {
    const own = element && getComputedStyle(element).getPropertyValue('--qualiform-accent').trim();
    const accent = own || definition?.theme?.accent;
    if (!accent) return [];
    const isDark = definition?.theme?.scheme === 'dark';
    const ground = isDark ? night : white;
    const colour = readColor(accent);
    const ratio = contrast(colour, ground);
    if (!(ratio < 4.5)) return [];
    const hex = readable(colour, ground, isDark ? 255 : 0)
      .map((part) => Math.round(part).toString(16).padStart(2, '0'))
      .join('');
    return [
      {
        level: 'better',
        title: `The accent of “${form}” is hard to read`,
        says: `${accent} has a contrast of ${ratio.toFixed(2)}:1 with ${isDark ? 'the dark' : 'the light'} ground; 4.5:1 is needed. The widget draws #${hex} instead.`,
        paste: own ? `qualiform-form { --qualiform-accent: #${hex}; }` : `"accent": "#${hex}"`,
        where: own ? "in the page's style sheet" : `in the theme of the form “${form}”`,
      },
    ];
  });

/** What moves on the page when the form comes, as browsers measure it (Layout Instability, CLS). */
export const checkRoom: Check = async (patients) => {
  const shifts = await buffered('layout-shift');
  const moved = shifts
    .filter((entry) => !(entry as { hadRecentInput?: boolean }).hadRecentInput)
    .reduce((sum, entry) => sum + ((entry as { value?: number }).value ?? 0), 0);
  const inline = patients.find(
    ({ element }) =>
      element && /^(inline)?$/.test(element.getAttribute('mode') ?? '') && element.offsetHeight,
  );
  if (moved < 0.001 || !inline?.element) return [];
  const height = Math.ceil(inline.element.getBoundingClientRect().height);
  return [
    {
      level: 'better',
      title: 'Things moved while this page was loading',
      says: `The browser counts a layout shift of ${moved.toFixed(3)}. Part of it may be the form, which is ${height} px high: the page can keep its place.`,
      paste: `qualiform-form { display: block; min-height: ${height}px; }`,
      where: "in the page's style sheet; where a tag draws the form, on the element around the tag",
    },
  ];
};

/** Entries of the page so far. Empty where the browser does not measure them. */
export function buffered(type: string): Promise<PerformanceEntryList> {
  return new Promise((done) => {
    if (!PerformanceObserver.supportedEntryTypes?.includes(type)) return done([]);
    const observer = new PerformanceObserver((list) => {
      observer.disconnect();
      done(list.getEntries());
    });
    observer.observe({ type, buffered: true });
    // An observer without entries is never called.
    setTimeout(() => {
      observer.disconnect();
      done([]);
    }, 100);
  });
}
