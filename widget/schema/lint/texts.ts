/** Texts: languages that lack one, answers spliced into them, links in them, markup that will not be rendered. */

import { isSafeUrl } from '../../engine/url.ts';
import { formLanguage, languagesOf, textKeys } from '../definition.ts';
import type { Field, Step, Text } from '../form.ts';
import { everything } from './scopes.ts';
import { quoted, type Spot } from './source.ts';
import type { Placed, Subject } from './subject.ts';
import { suggest } from './suggest.ts';

interface Said {
  text: Text;
  spot: Spot;
  key: string;
  /** Fields before this position may be spliced in; undefined where that is looked at elsewhere. */
  upTo: number | undefined;
}

/** Every text that a visitor may read. */
function* textsOf({ form, bounds, positionOf }: Subject): Generator<Said> {
  function* of(on: object, upTo: number | undefined): Generator<Said> {
    for (const [key, text] of Object.entries(on))
      if (textKeys.has(key)) yield { text: text as Text, spot: { on, path: [key] }, key, upTo };
  }
  yield { text: form.title, spot: { on: form, path: ['title'] }, key: 'title', upTo: 0 };
  for (const step of form.steps) {
    yield* of(step, bounds(step).from);
    for (const field of step.fields) {
      yield* of(field, positionOf(field));
      if ('options' in field) for (const option of field.options) yield* of(option, positionOf(field));
    }
  }
  for (const { show } of form.outcomes) yield* of(show, everything);
  // Read where nothing was answered yet, or nothing could be sent.
  if (form.contact) yield* of(form.contact, 0);
  if (form.confirmation) yield* of(form.confirmation, undefined);
}

export interface Pipe {
  /** The field that is named, or what stands in its place. */
  name: string;
  hasFallback: boolean;
  /** Offset in the text. */
  offset: number;
}

/** The {{field|fallback}} in a text. */
export const pipesIn = (text: string): Pipe[] =>
  [...text.matchAll(/\{\{([^{}|]*)(\|[^{}]*)?\}\}/g)].map((match) => ({
    name: (match[1] ?? '').trim(),
    hasFallback: match[2] !== undefined,
    offset: match.index,
  }));

const hasLetters = (text: string) => /\p{L}/u.test(text.replace(/\{\{[^{}]*\}\}/g, ''));

export function checkTexts(subject: Subject): void {
  const { form, report, describe } = subject;
  const languages = languagesOf(form);
  const own = formLanguage(form);
  for (const said of textsOf(subject)) {
    const { text, spot, key } = said;
    const where = () => `${quoted(key)} of ${describe({ on: spot.on })}`;
    const written = typeof text === 'string' ? { [own]: text } : text;
    const full = Object.entries(written).filter(([, words]) => words.trim() !== '');
    if (full.length === 0) {
      report.warn(
        'empty_text',
        spot,
        `${where()} says nothing`,
        ['title', 'label'].includes(key)
          ? 'write what the visitor should read'
          : 'write something, or leave the key out',
      );
      continue;
    }
    // A number or a sign, such as "50–200", is the same in every language.
    if (full.some(([, words]) => hasLetters(words))) {
      const missing = languages.filter(
        (code) => !full.some(([given]) => given === code || given === code.split('-')[0]),
      );
      if (missing.length > 0)
        report.warn('missing_translation', spot, `${where()} is missing in ${missing.join(', ')}`, () =>
          typeof text === 'string'
            ? `write ${JSON.stringify({ [own]: text.slice(0, 40), ...Object.fromEntries(missing.map((code) => [code, '…'])) })}`
            : `add ${missing.map((code) => `"${code}": "…"`).join(', ')}`,
        );
    }
    for (const [code, words] of full)
      checkWords(subject, said, words, typeof text === 'string' ? spot : { ...spot, path: [key, code] });
  }
}

/** The address of the link at an offset as its writer meant it: with the brackets in it. */
const addressAt = (words: string, offset: number): string | undefined =>
  /^\[[^\]]*\]\(((?:[^()]|\([^()]*\))*)\)/.exec(words.slice(offset))?.[1];

/** One text in one language. */
function checkWords(subject: Subject, { key, upTo }: Said, words: string, spot: Spot): void {
  const { report, describe } = subject;
  const where = () => `${quoted(key)} of ${describe({ on: spot.on })}`;
  if (upTo !== undefined) {
    if (words.replace(/\{\{[^{}]*\}\}/g, '').includes('{{'))
      report.error(
        'bad_piping',
        spot,
        `${where()} opens {{ without closing it`,
        'write {{field}} or {{field|something else}}',
      );
    for (const pipe of pipesIn(words)) checkPipe(subject, pipe, upTo, spot, where);
  }
  for (const { index, 2: url = '' } of words.matchAll(/\[([^\]]*)\]\(([^)]*)\)/g)) {
    if (!isSafeUrl(url.replace(/\{\{[^{}]*\}\}/g, 'x')))
      report.error(
        'unsafe_url',
        spot,
        `${where()} links to an address that is not safe: ${quoted(addressAt(words, index) ?? url)}`,
        'an address starts with https://, mailto:, tel: or / and has no spaces',
      );
    else checkUrlPipes(subject, url, spot, where());
  }
  if (/<\/?[a-z][^<>]*>/i.test(words))
    report.warn(
      'markup',
      spot,
      `${where()} holds HTML, which is shown as it is written`,
      'use **bold** and [words](https://…), the only markup there is',
    );
}

/** Whether a field is answered whenever it has been passed. */
const isCertain = (step: Step, field: Field) => field.required === true && !field.when && !step.when;

function checkPipe(subject: Subject, pipe: Pipe, upTo: number, spot: Spot, where: () => string): void {
  const { report, names, fields, form } = subject;
  const placed = fields.get(pipe.name);
  if (!names.fields.has(pipe.name)) {
    const before = [...fields].filter(([, { position }]) => position < upTo).map(([id]) => id);
    report.error('unknown_reference', spot, `unknown field ${quoted(pipe.name)} in ${where()}`, () =>
      suggest(pipe.name, before, 'only answers that were given before can stand here'),
    );
  } else if (placed && placed.position >= upTo)
    report.error(
      'forward_reference',
      spot,
      `${where()} repeats the answer to ${quoted(pipe.name)}, which is given only later`,
      'only answers that were given before can stand here',
    );
  else if (placed && !pipe.hasFallback && !isCertain(placed.step, placed.field) && form.steps.length > 0)
    report.warn(
      'no_fallback',
      spot,
      `${where()} has a gap where ${quoted(pipe.name)} is not answered`,
      `write {{${pipe.name}|something else}}`,
    );
}

/** Types whose answers may stand in an address: none of them says who somebody is. */
const impersonal = new Set([
  'choice',
  'choices',
  'dropdown',
  'number',
  'range',
  'rating',
  'country',
  'hidden',
]);

/** Answers stand in an address only behind its "?", and never say who the visitor is. */
export function checkUrlPipes(
  { report, names, fields }: Subject,
  url: string,
  spot: Spot,
  where: string,
): void {
  const query = url.indexOf('?');
  for (const { name, offset } of pipesIn(url)) {
    const placed: Placed | undefined = fields.get(name);
    if (query === -1 || offset < query)
      report.error(
        'unsafe_url',
        spot,
        `${where}: {{${name}}} stands before the "?" of the address`,
        'an answer may stand only behind the "?", as in https://example.com/?size={{size}}',
      );
    const right = [...fields].filter(([, { field }]) => impersonal.has(field.type)).map(([id]) => id);
    if (!names.fields.has(name))
      report.error('unknown_reference', spot, `unknown field ${quoted(name)} in ${where}`, () =>
        suggest(name, right, 'take it out of the address'),
      );
    else if (placed && !impersonal.has(placed.field.type))
      report.error(
        'personal_data_in_url',
        spot,
        `${where} would carry the answer to ${quoted(name)}, a field of the type "${placed.field.type}"`,
        'addresses end up in logs, so only choices, numbers, countries and hidden fields may stand there; a booking takes name and e-mail by "pass"',
      );
  }
}

/** The addresses of the endings. The schema has checked that they are safe. */
export function checkUrls(subject: Subject): void {
  for (const { show } of subject.form.outcomes)
    if ('url' in show && show.url !== undefined) {
      const spot = { on: show, path: ['url'] };
      checkUrlPipes(subject, show.url, spot, `the address of ${subject.describe(spot)}`);
      if (show.url.replace(/\{\{[^{}]*\}\}/g, '').includes('{{'))
        subject.report.error(
          'bad_piping',
          spot,
          `the address of ${subject.describe(spot)} opens {{ without closing it`,
          'write {{field}}',
        );
    }
}
