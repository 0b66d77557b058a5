/** Requests as nobody sends them, as bytes: every public route, with paths, queries, headers and bodies from near the truth to none. */
import fc from 'fast-check';
import { operations } from '../../server/api/operations.ts';
import { newId } from '../../server/ids.ts';
import { answers } from '../server/forms.ts';
import { submission } from '../server/submission.ts';

/** What anybody may ask for: the API's open routes, and those that are no part of it. */
const routes: readonly [method: string, path: string][] = [
  ...operations
    .filter(({ open }) => open)
    .map(({ method, path }): [string, string] => [method.toUpperCase(), path]),
  ['GET', '/f/{form}'],
  ['POST', '/f/{form}'],
  ['GET', '/f/{form}.js'],
  ['GET', '/f/{form}.css'],
  ['GET', '/embed.js'],
  ['GET', '/embed.d.ts'],
  ['GET', '/lazy/{form}.js'],
  ['GET', '/schema/form.json'],
  ['GET', '/console/{form}'],
  ['GET', '/livez'],
  ['GET', '/readyz'],
  ['GET', '/{form}'],
];

/** Texts that have broken something somewhere before. */
const evil = fc.constantFrom(
  '\u0000',
  '\ud800',
  '%',
  '%00',
  '%c0%ae',
  '..',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  "' or 1=1 --",
  '{{7*7}}',
  '$&',
  '-1',
  '1e400',
  '9007199254740993',
  'x'.repeat(3000),
  '\u202e\ufeff',
  '😀'.repeat(40),
);
const someText = fc.oneof(evil, fc.string(), fc.string({ unit: 'binary' }));
const often = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

/** Of a path or a query: escaped, or as it stands as far as a request's first line can hold it. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());
const inPath = someText.chain((text) =>
  fc.constantFrom(encoded(text), [...text].filter((char) => /[!-~]/.test(char)).join('')),
);

const known: Record<string, string> = {
  form: 'demo',
  id: newId(),
  version: '1',
  field: 'need',
  option: 'switch',
};
/** Where a body goes, there is more to go wrong. */
const path = fc
  .constantFrom(
    ...routes,
    ...Array(3)
      .fill(routes.filter(([method]) => method === 'POST'))
      .flat(),
  )
  .chain(([method, template]) => {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    return fc.record({
      method: often(
        method,
        fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'),
      ),
      path: fc
        .tuple(...names.map((name) => often(known[name] ?? 'x', inPath)))
        .map((parts) => template.replaceAll(/\{\w+\}/g, () => parts.shift() ?? '')),
    });
  });
const query = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom('lang', 'limit', 'cursor', 'form'), inPath), inPath), {
    maxLength: 3,
  })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));

/** A value somewhere in a good body is replaced by another, or a key is added. */
const spoiled = (good: object): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...Object.keys(good), '__proto__', 'x'),
      fc.oneof(fc.jsonValue(), evil, fc.double()),
    )
    .map(([key, value]) => JSON.stringify({ ...good, [key]: value }));

const whole = {
  ...answers.sql,
  seats: 5,
  email: 'a@harbour.example',
  phone: '020 7946 0000',
  name: 'Ann',
  privacy: true,
};
const json = fc.oneof(
  fc.json(),
  fc.constant(null).map(() => JSON.stringify(submission(whole))),
  spoiled(submission(whole)),
  spoiled(whole).map((text) => JSON.stringify(submission(JSON.parse(text)))),
  spoiled({ language: 'en', 'utm.source': 'ads', 'page.path': '/' }).map((text) =>
    JSON.stringify(submission(whole, { context: JSON.parse(text) })),
  ),
  spoiled({ pricing: [1, 2] }).map((text) =>
    JSON.stringify(submission(whole, { signals: JSON.parse(text) })),
  ),
  spoiled({ form: 'demo', version: 1, events: [{ type: 'view', step: 'need' }] }),
  spoiled({ key: 'a wrong one' }),
);
const urlEncoded = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...Object.keys(whole), 'qualiform-version'), someText), someText))
  .map((pairs) => new URLSearchParams(pairs.map(([name, value]) => [name, value.toWellFormed()])).toString());
const body = fc.oneof(
  json.map((text) => Buffer.from(text)),
  urlEncoded.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data',
  '',
];
const names = [
  'origin',
  'referer',
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'cookie',
  'if-none-match',
  'range',
  'sec-fetch-site',
  'x-forwarded-for',
  'x-forwarded-proto',
  'content-encoding',
  'upgrade',
];
const usual = fc.constantFrom(
  'null',
  'https://acme.com',
  '*',
  'gzip, br',
  'en;q=0.5, pl',
  'qualiform_session=x',
);
const inHeader = fc.oneof(
  usual,
  someText.map(encoded),
  fc.string().map((text) => text.replaceAll(/[^ -~]/g, '')),
);
const headers = fc.array(fc.tuple(fc.constantFrom(...names), inHeader), { maxLength: 4 });

/** How a body is said to be as long as it is, or is not. */
const framing = often('true', fc.constantFrom('chunked', 'short', 'long', 'not a number', 'waiting'));
const frame = (bytes: Buffer, how: string): [lines: string[], text: Uint8Array] => {
  if (how === 'chunked') {
    const head = Buffer.from(`${bytes.length.toString(16)}\r\n`);
    return [['transfer-encoding: chunked'], Buffer.concat([head, bytes, Buffer.from('\r\n0\r\n\r\n')])];
  }
  if (how === 'waiting') return [[`content-length: ${bytes.length}`, 'expect: 100-continue'], bytes];
  const length = { short: bytes.length >> 1, long: bytes.length + 10, true: bytes.length }[how] ?? 'x';
  return [[`content-length: ${length}`], bytes];
};

export interface Bytes {
  head: string;
  body: Uint8Array;
  /** Whether more was said to come than does. */
  breaksOff: boolean;
}

export const someRequest: fc.Arbitrary<Bytes> = fc
  .record({ path, query, headers, body, framing, type: often('application/json', fc.constantFrom(...types)) })
  .map(({ path: { method, path }, query, headers, body, framing, type }) => {
    const [lines, text] =
      method === 'GET' || method === 'HEAD' ? [[], Buffer.alloc(0)] : frame(body, framing);
    const first = `${method} ${path}${query && `?${query}`} HTTP/1.1`;
    const more = headers.map(([name, value]) => `${name}: ${value}`);
    const head = [first, 'host: localhost', 'connection: close', `content-type: ${type}`, ...lines, ...more];
    return {
      head: `${head.join('\r\n')}\r\n\r\n`,
      body: text,
      breaksOff: lines.length > 0 && framing === 'long',
    };
  });
