/** Passwords: kept as salted scrypt hashes, and compared in the same time whoever asks. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** NIST SP 800-63B asks for 8; a few plain words have more. */
export const shortestPassword = 12;

export const Password = z
  .string()
  .min(shortestPassword, `has at least ${shortestPassword} characters`)
  .max(200, 'has at most 200 characters')
  .meta({ description: `At least ${shortestPassword} characters; a few plain words will do.` });

/** OWASP's password storage cheat sheet: N 2^15, r 8, p 3 (32 MiB for each). */
export const cost = { N: 2 ** 15, r: 8, p: 3 };
const keyLength = 32;

const derive = (password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> => {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) =>
    // The same word may be typed as one sign or as two.
    scrypt(password.normalize('NFC'), salt, keyLength, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
};

/** The costs stand with the hash, so that they can be raised while old hashes still hold. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Without a hash it works as long for nothing: that nobody has this address must not show. */
export async function isPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (hash ?? '').split('$');
  if (!hash) {
    await derive(password, Buffer.alloc(16), cost);
    return false;
  }
  const made = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(made, Buffer.from(key, 'base64url'));
}
