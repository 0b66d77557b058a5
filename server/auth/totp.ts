/** Codes of authenticator apps: RFC 6238 (TOTP) with its defaults, SHA-1, 30 seconds and 6 digits. */
import { createHmac } from 'node:crypto';

const seconds = 30;
const digits = 6;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32, without padding, as apps want to have it typed. */
export function base32(bytes: Buffer): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

/** RFC 4226: the code at one step of the counter. */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = (hash.at(-1) as number) & 15;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step that a code belongs to: now, just before or just after, for clocks differ. Undefined: it is wrong. */
export function stepOf(secret: Buffer, code: string, now: number): number | undefined {
  const current = Math.floor(now / 1000 / seconds);
  return [current, current - 1, current + 1].find((step) => codeAt(secret, step) === code);
}

/** What an app reads off the picture. */
export const addressFor = (secret: Buffer, email: string): string =>
  `otpauth://totp/Qualiform:${encodeURIComponent(email)}?secret=${base32(secret)}&issuer=Qualiform`;
