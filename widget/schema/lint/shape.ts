/** What the schema refuses, in the words of a marketer. */
import type { z } from 'zod';
import { exampleAt, isUrlAt, keysAt, kindName, kindOfValue, typesWith, valueAt } from './grammar.ts';
import type { Report } from './problems.ts';
import { quoted, type Source, type Token } from './source.ts';
import { closest, listed, suggest } from './suggest.ts';

type Issue = z.core.$ZodIssue;

const tokens = (path: readonly PropertyKey[]): Token[] =>
  path.map((token) => (typeof token === 'number' ? token : String(token)));

/** zod's own sentences speak of its types; those of our schema speak of forms. */
const isOurs = (message: string) => !/^(Too (small|big)|Invalid|Unrecognized)/.test(message);

/** Where a condition's keys stand: the members of the condition itself, not of a comparison in it. */
const conditionKeys = ['all', 'any', 'not'];

/** The issue of a union is that of the member whose kind the value has; without one, no member wants this kind. */
function settled(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map((errors) => errors.flatMap(settled));
  const meant = branches.find((branch) =>
    branch.every((inner) => inner.path.length > 0 || inner.code !== 'invalid_type' || isOurs(inner.message)),
  );
  if (meant) return meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }) as Issue);
  const expected = branches.flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === 'invalid_type' ? String(inner.expected).split(' or ') : [])),
  );
  return [
    {
      code: 'invalid_type',
      expected: [...new Set(expected)].join(' or '),
      path: issue.path,
      message: 'Invalid',
    } as Issue,
  ];
}

/** Tells every problem of shape. */
export function tellShape(issues: readonly Issue[], source: Source, report: Report): void {
  const root = source.value;
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    report.error(
      'wrong_type',
      source.at([]),
      `a form is an {object}, and this is ${kindOfValue(root)}`,
      'start with { "id": "my-form", "title": "…" }',
    );
    return;
  }
  const flat = issues.flatMap(settled);
  const strange = new Map<string, string[]>();
  for (const issue of flat)
    if (issue.code === 'unrecognized_keys') strange.set(JSON.stringify(issue.path), issue.keys);

  for (const issue of flat) {
    const path = tokens(issue.path);
    const holder = path.slice(0, -1);
    const last = path.at(-1);
    const value = valueAt(root, path);
    const where = () => source.describe(source.at(holder));
    if (issue.code === 'custom' && isToldBySlip(path, strange.get(JSON.stringify(issue.path)))) continue;
    const example = () => {
      const found = exampleAt(path, root);
      return found === undefined ? '' : `for example ${found}`;
    };

    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) tellUnknownKey(key, path);
    } else if (last !== undefined && value === undefined && !Array.isArray(valueAt(root, holder))) {
      // One slip of the pen is one problem: the unknown key beside it says already what this one should be called.
      const beside = strange.get(JSON.stringify(issue.path.slice(0, -1))) ?? [];
      if (beside.some((key) => closest(key, keysAt(holder, root)) === last)) continue;
      report.error(
        'missing_key',
        source.at(holder),
        `${where()} has no "${last}"`,
        () => `add "${last}"${example() && `, ${example()}`}`,
      );
    } else if (issue.code === 'invalid_type') {
      const expected = String(issue.expected).split(' or ').map(kindName);
      const kinds = [...new Set(expected)].join(' or ');
      // Only a sentence of the schema's own knows more than the kinds do.
      const message = isOurs(issue.message)
        ? issue.message
        : `${last === undefined ? 'the form' : quoted(last)} of ${where()} is ${kindOfValue(value)}, and should be ${kinds}`;
      report.error('wrong_type', source.at(path), message, () => remedyFor(value, kinds, path, example()));
    } else if (issue.code === 'invalid_value') {
      const words = issue.values.map(String);
      report.error(
        'unknown_word',
        source.at(path),
        `${quoted(last)} of ${where()} cannot be ${quoted(value)}`,
        () =>
          suggest(value, words, example())
            .replace(/^there (is|are)/, 'it may be')
            .replace(/ and (?="[^"]*"$)/, ' or '),
      );
    } else if (issue.code === 'invalid_union') {
      // Only `type` tells the members of a union apart here.
      const types = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
      report.error(
        'unknown_type',
        source.at(path),
        `${where()} is of the unknown type ${quoted(value)}`,
        () => {
          const near = typeof value === 'string' ? closest(value, types) : undefined;
          return near === undefined ? `choose one of ${listed(types)}` : `did you mean "${near}"?`;
        },
      );
    } else if (issue.code === 'invalid_key') {
      const reason = issue.issues[0]?.message ?? 'this name cannot be a key';
      report.error(
        'bad_name',
        source.at(path, true),
        `${quoted(last)} of ${source.describe(source.at(holder.slice(0, -1)))}: ${reason}`,
        'choose another name',
      );
    } else if (issue.code === 'too_small' || issue.code === 'too_big') {
      const many = issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : '';
      const [word, bound] =
        issue.code === 'too_small' ? ['at least', issue.minimum] : ['at most', issue.maximum];
      const over =
        issue.inclusive === false ? (issue.code === 'too_small' ? 'more than' : 'less than') : word;
      const message = isOurs(issue.message)
        ? `${where()}: ${issue.message}`
        : `${quoted(last)} of ${where()} must ${many === '' ? 'be' : 'have'} ${over} ${String(bound)}${many}`;
      report.error('out_of_bounds', source.at(path), message, () =>
        many === '' ? `write a number that is ${over} ${String(bound)}` : example() || 'shorten it',
      );
    } else if (isUrlAt(path, root)) {
      report.error(
        'unsafe_url',
        source.at(path),
        `${where()} has an address that is not safe: ${quoted(value)}`,
        issue.message,
      );
    } else {
      const name = last === undefined || typeof last === 'number' ? where() : `${quoted(last)} of ${where()}`;
      const isName = issue.path.at(-1) === 'id' || issue.path.at(-1) === 'go';
      report.error(
        isName ? 'bad_name' : 'bad_value',
        source.at(path),
        `${name}: ${issue.message}`,
        () => example() || 'choose another value',
      );
    }
  }

  /** One slip of the pen is one problem: with the operator or the key as it was meant, nothing would be missing. */
  function isToldBySlip(path: Token[], unknown: string[] = []): boolean {
    const allowed = keysAt(path, root);
    return unknown.some((key) => allowed.includes('notIn') || closest(key, allowed) !== undefined);
  }

  /** What holds a key; what has no name of its own goes by its way from the form. */
  function placeOf(path: Token[]): string {
    const where = source.describe(source.at(path));
    return where === 'the form' && path.length > 0
      ? path.slice(0, 2).reverse().map(quoted).join(' of ')
      : where;
  }

  function tellUnknownKey(key: string, path: Token[]): void {
    const spot = source.at([...path, key], true);
    const where = placeOf(path);
    const allowed = keysAt(path, root);
    const isComparison = allowed.includes('notIn');
    const type = valueAt(root, [...path, 'type']);
    const types = path.at(-2) === 'fields' && typeof type === 'string' ? typesWith(key) : [];
    const what = isComparison ? 'operator' : 'key';
    if (types.length > 0)
      report.error(
        'unknown_key',
        spot,
        `${where} is of the type "${String(type)}", which has no "${key}"`,
        `only ${listed(types, 'and')} ${types.length === 1 ? 'has' : 'have'} it; delete it, or change the type`,
      );
    else
      report.error('unknown_key', spot, `unknown ${what} ${quoted(key)} in ${where}`, () =>
        suggest(key, allowed, 'delete it').replace(/^there (is|are)/, 'there may stand'),
      );
  }
}

/** What to write instead of a value of the wrong kind. */
function remedyFor(value: unknown, kinds: string, path: readonly Token[], example: string): string {
  if (
    typeof value === 'string' &&
    kinds.includes('number') &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  )
    return `write ${Number(value)} without quotes`;
  if (typeof value === 'number' && kinds.includes('whole')) return `write ${Math.round(value)}`;
  if (typeof value === 'string' && kinds === 'true or false')
    return /^(true|yes|on|1)$/i.test(value)
      ? 'write true without quotes'
      : 'write true or false without quotes';
  if (!Array.isArray(value) && kinds.startsWith('a [list]') && typeof value === 'object')
    return 'put it into square brackets: [ … ]';
  if (!Array.isArray(value) && kinds === 'a [list]') return `write [${JSON.stringify(value)}]`;
  const key = path.at(-1);
  if (Array.isArray(value) && kinds.includes('{object}') && typeof key === 'string') {
    const word = closest(key, conditionKeys);
    if (word !== undefined && path.some((token) => token === 'when')) return `did you mean "${word}"?`;
    if (kinds.includes('text'))
      return `write { "in": ${JSON.stringify(value).slice(0, 80)} } for one of several`;
  }
  return example || `write ${kinds}`;
}
