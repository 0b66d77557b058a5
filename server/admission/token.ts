/**
 * What a browser is given at the first answer and sends along with the last: when that was, sealed for this one submission. Nothing
 * of it is kept, so any server can check it, and it proves nothing for any other submission.
 */
import { createHash, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Zero bits that the work has to begin with: some 65,000 hashes, half a second on a telephone. */
export const workBits = 16;

const seal = (secret: KeyObject, form: string, submission: string, at: number) =>
  createHmac('sha256', secret).update(`admission ${form} ${submission} ${at}`).digest();

export const makeToken = (secret: KeyObject, form: string, submission: string, at: number): string =>
  `${at.toString(36)}.${seal(secret, form, submission, at).toString('base64url')}`;

/** When a token was given, in milliseconds; undefined if this server never gave it for this submission. */
export function readToken(
  secret: KeyObject,
  form: string,
  submission: string,
  token: string,
): number | undefined {
  const [time = '', signature = ''] = token.split('.');
  const at = Number.parseInt(time, 36);
  if (!Number.isSafeInteger(at)) return undefined;
  const expected = seal(secret, form, submission, at);
  const offered = Buffer.from(signature, 'base64url');
  return offered.length === expected.length && timingSafeEqual(offered, expected) ? at : undefined;
}

/** Whether a number makes the hash of the token begin with enough zero bits (Hashcash, Back 2002). */
export function isWork(token: string, work: number, bits = workBits): boolean {
  const hash = createHash('sha256').update(`${token} ${work}`).digest();
  return hash.readUInt32BE(0) >>> (32 - bits) === 0;
}
