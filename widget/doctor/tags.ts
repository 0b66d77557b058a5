/** Tags and elements: held back, pasted twice, without their target, with words that nobody understands. */

import { attributes, elementName } from '../config.ts';
import type { Check, Finding } from './finding.ts';
import { addressOf, ourTags } from './patients.ts';

const scripts = /^(|module|(text|application)\/(java|ecma)script)$/i;

const written = (tag: Element) => (tag.cloneNode(false) as Element).outerHTML;

/** The tag as it was, with what tells the known consent managers and optimisers to leave it alone. */
function freed(tag: HTMLScriptElement): string {
  const { server = '', form = '' } = addressOf(tag) ?? {};
  const src = tag.dataset.form ? `${server}/embed.js` : `${server}/f/${form}.js`;
  return `<script async data-cookieconsent="ignore" data-cfasync="false" data-no-optimize="1" src="${src}"></script>`;
}

/** Letters to change to make one word of another (Levenshtein). */
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [index, candidate] of [...other].entries())
      next.push(
        Math.min(
          (row[index] ?? 0) + Number(letter !== candidate),
          (row[index + 1] ?? 0) + 1,
          (next[index] ?? 0) + 1,
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The attribute that was meant, if one is near. */
const meant = (name: string): string | undefined =>
  Object.keys(attributes).find((known) => known !== name && distance(known, name) <= 2);

const html = new Set([
  'class',
  'id',
  'style',
  'hidden',
  'lang',
  'dir',
  'title',
  'role',
  'slot',
  'part',
  'is',
]);

function oddNames(element: Element): Finding[] {
  const isTag = element instanceof HTMLScriptElement;
  return [...element.attributes].flatMap(({ name }): Finding[] => {
    const own = isTag ? /^data-(.+)$/.exec(name)?.[1] : name;
    if (own === undefined || Object.hasOwn(attributes, own)) return [];
    const near = meant(own);
    const isForeign = html.has(own) || /^(data-|aria-|on)/.test(own);
    if (!near && (isTag || isForeign)) return [];
    return [
      {
        level: 'better',
        title: `“${name}” is no attribute of ours`,
        says: near ? `Did you mean “${isTag ? 'data-' : ''}${near}”?` : 'It changes nothing.',
        where: written(element),
      },
    ];
  });
}

export const checkTags: Check = (patients) => {
  const found: Finding[] = [];
  for (const tag of ourTags()) {
    if (!tag.src || !scripts.test(tag.type))
      found.push({
        level: 'wrong',
        title: 'The tag is held back',
        says: `Something on this page, a consent manager or an optimiser, has rewritten it, so that the browser does not run it: ${written(tag)}. The form needs no consent to be shown; with data-consent="needed" it keeps nothing until it has one.`,
        paste: freed(tag),
        where: 'instead of the tag',
      });
    const { target } = tag.dataset;
    if (target && !isThere(target))
      found.push({
        level: 'wrong',
        title: 'Its target is not on this page',
        says: `data-target="${target}" finds nothing, so the form has no place.`,
        paste: `<div id="${target.replace(/\W+/g, '')}"></div>`,
        where: 'where the form shall stand; or mend the selector',
      });
    found.push(...oddNames(tag));
  }
  for (const element of document.querySelectorAll(elementName)) {
    if (!element.getAttribute('form'))
      found.push({
        level: 'wrong',
        title: 'An element names no form',
        says: 'It does not know what to draw.',
        paste: `<${elementName} form="ID"></${elementName}>`,
      });
    // What a tag has made has the attributes of the tag.
    if (!patients.some((patient) => patient.element === element && patient.tag))
      found.push(...oddNames(element));
  }
  return [...found, ...checkTwice()];
};

function isThere(selector: string): boolean {
  try {
    return document.querySelector(selector) !== null;
  } catch {
    return false;
  }
}

function checkTwice(): Finding[] {
  const byForm = new Map<string, HTMLScriptElement[]>();
  for (const tag of ourTags()) {
    const form = addressOf(tag)?.form;
    if (form && tag.dataset.mode !== 'track') byForm.set(form, [...(byForm.get(form) ?? []), tag]);
  }
  return [...byForm].flatMap(([form, tags]): Finding[] =>
    tags.length < 2
      ? []
      : [
          {
            level: 'better',
            title: `The form “${form}” stands here ${tags.length} times`,
            says: `Each of its tags draws it once: ${tags.map(written).join(' and ')}. If that is meant, all is well; else take one away. A theme and a tag manager often paste the same.`,
          },
        ],
  );
}
