/** JSON that survives its host page: arrays with a foreign `toJSON`, stored text that is no JSON. */

/** A text as JSON has it: what ends it, what cannot be seen, and halves of a character as numbers (RFC 8259, 7). */
const quoted = (text: string) =>
  `"${text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /["\\\u0000-\u001f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;

/** Writes plain JSON values without asking the page's `JSON`. Old Prototype.js gives arrays a `toJSON` that makes JSON.stringify wrap them in quotes. */
export function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => toJson(item)).join()}]`;
  if (typeof value === 'string') return quoted(value);
  if (!isRecord(value)) return typeof value === 'boolean' || Number.isFinite(value) ? `${value}` : 'null';
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${parts.map(([key, part]) => `${quoted(key)}:${toJson(part)}`).join()}}`;
}

/** The value that a text stands for, or undefined. */
export function fromJson(text: string | null): unknown {
  // Most often nothing is stored. An exception costs a visitor milliseconds, since V8 looks up where it was thrown.
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const areNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(Number.isFinite);

/** The named values that are there and pass. Only own properties count, so no key can reach a prototype. */
export function pick<T>(
  from: unknown,
  names: Iterable<string>,
  passes: (value: unknown, name: string) => boolean,
): Record<string, T> {
  const picked: Record<string, T> = {};
  if (isRecord(from))
    for (const name of names)
      if (Object.hasOwn(from, name) && passes(from[name], name)) picked[name] = from[name] as T;
  return picked;
}
