/** Seals what has to be read again but must not lie open in a backup: AES-256-GCM under the secret of the installation. */
import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

/** What is sealed for one purpose opens for no other. */
type Purpose = 'totp' | 'webhook';

const keyFrom = (secret: KeyObject, purpose: Purpose) =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `qualiform ${purpose}`, 32));

export function seal(secret: KeyObject, plain: Buffer, purpose: Purpose = 'totp'): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Undefined: sealed under another secret, or changed since. */
export function unseal(secret: KeyObject, text: string, purpose: Purpose = 'totp'): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFrom(secret, purpose), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    return undefined;
  }
}
