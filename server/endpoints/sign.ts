/** Signatures of Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body. */
import { createHmac, randomBytes } from 'node:crypto';

/** Bytes; from 24 to 64 are allowed. */
const secretLength = 32;

export const newSecret = (): Buffer => randomBytes(secretLength);

/** As people copy it. */
export const secretText = (secret: Buffer): string => `whsec_${secret.toString('base64')}`;

export interface Signing {
  id: string;
  /** Milliseconds. */
  at: number;
  body: string;
  /** Each of them signs: while one takes the place of another, whoever knows either can tell. */
  secrets: readonly Buffer[];
}

export function signedHeaders({ id, at, body, secrets }: Signing): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
