/** Country codes that a condition compares with: which ones there are, and which one was meant. */
import { callingCode } from '../../engine/e164.ts';

/** What people write for the code of ISO 3166. */
const meantBy: Readonly<Record<string, string>> = {
  UK: 'GB',
  GBR: 'GB',
  EN: 'GB',
  EL: 'GR',
  USA: 'US',
  UAE: 'AE',
};

/** Every country has a calling code. */
const isCountry = (code: string) => /^[A-Z]{2}$/.test(code) && callingCode(code) !== undefined;

/** A text that no country has for its code. What is no text at all is another mistake. */
export const isUnknownCountry = (value: unknown): boolean => typeof value === 'string' && !isCountry(value);

/** What to write instead. */
export function countryRemedy(value: unknown): string {
  const typed = String(value).trim().toUpperCase();
  const meant = isCountry(typed) ? typed : Object.hasOwn(meantBy, typed) ? meantBy[typed] : undefined;
  return meant === undefined
    ? 'write the two capitals of ISO 3166, such as "PL"'
    : `did you mean "${meant}"?`;
}
