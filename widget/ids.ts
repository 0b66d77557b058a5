/** Ids of submissions: UUIDv7, made in the browser before the first question is answered. */

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');

/**
 * A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix time in milliseconds, then the random ones of nine bytes. Ids sort by time.
 * Of the four values that the variant may have it is always the first, which leaves 72 random bits.
 */
export function uuidv7(now: number, bytes: Uint8Array): string {
  const digits = hex(now, 12) + Array.from(bytes, (byte) => hex(byte, 2)).join('');
  return digits.replace(/^(.{8})(.{4})(...)(...)(.{12}).*/, '$1-$2-7$3-8$4-$5');
}

/** Whether something is an id that this widget has made. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/.test(value);
