import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createScripts } from '../server/site/scripts.ts';
import { compile } from '../widget/engine/compile.ts';
import { checkForm } from '../widget/schema/lint.ts';

const dist = path.resolve(import.meta.dirname, '../dist');
const kB = (bytes: number) => bytes / 1000;

function measure(what: string, script: Uint8Array, limit: number) {
  const brotli = brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return {
    what,
    raw: kB(script.length),
    gzip: kB(gzipSync(script).length),
    brotli: kB(brotli.length),
    limit,
  };
}

/** What `/f/ID.js` answers: script, style and form, all that stands before the first question. */
async function together(id: string): Promise<Uint8Array> {
  const text = readFileSync(new URL(`../demo/forms/${id}.json`, import.meta.url), 'utf8');
  const { form } = checkForm(text);
  if (!form) throw new Error(`${id} is no form`);
  const published = { form, version: 1, compiled: compile(form), text, publishedAt: 0 };
  const packed = await createScripts(dist).together(published, undefined);
  if (!packed) throw new Error('dist/ is not built');
  return packed.plain;
}

const built = (file: string) => readFileSync(path.join(dist, file));

/** The widget's modules, by their names without what the build adds. */
const parts = new Map(
  readdirSync(path.join(dist, 'lazy'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => [file.replace(/-[0-9a-f]{8}\.js$/, ''), built(`lazy/${file}`)] as const),
);

/** Limits of what only some pages or forms need, where it is more than a kilobyte. */
const limits: Record<string, number> = {
  // Searching by any name and sign, by the keyboard pattern of the ARIA guide.
  combobox: 2.3,
  // Half of it the calling codes of all countries.
  phone: 3,
  shell: 4.5,
  doctor: 7,
  sorry: 1.2,
  // Nearly all of it SHA-256, from a library.
  work: 2.5,
};

/** What a visitor downloads at most, in kB (1000 bytes) after brotli. It only goes up for a reason given here. */
const sizes = [
  // A kilobyte of it for looks that a page or a ready theme may set, and for the controls that are fetched later.
  measure('/f/crm-demo.js: everything until the first question', await together('crm-demo'), 10),
  measure('/f/brand-agency.js', await together('brand-agency'), 11),
  measure('/f/design-study.js', await together('design-study'), 10),
  // 2 kB of it for pages: the calls with their words for mistakes, attribution, and consent.
  measure('lazy/widget: the whole widget, after it', parts.get('widget') ?? Buffer.alloc(0), 35),
  measure('embed.js: a tag without its form, before the widget', built('embed.js'), 2.5),
  ...[...parts]
    .filter(([name]) => name !== 'widget')
    .map(([name, script]) => measure(`lazy/${name}: only where it is needed`, script, limits[name] ?? 1)),
];

console.table(sizes);

test.each(sizes)('$what stays below $limit kB', ({ brotli, limit }) => {
  expect(brotli).toBeLessThanOrEqual(limit);
});

test('the widget is one file, so that nothing has to be asked for once it is here', () => {
  expect(parts.get('widget')?.toString()).not.toMatch(/\bfrom\s*["'`]\.|\bimport\s*["'`]\./);
});

test.each(['embed.js', 'first.js'])('%s is one classic script that leaves nothing global behind', (file) => {
  const script = built(file).toString().trim();
  expect(script).toMatch(/^\((function\s*\(\)|\(\)\s*=>)\s*\{/);
  expect(script).toMatch(/\}\)\(\);?$/);
});
