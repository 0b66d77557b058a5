/** The codes of a person's authenticator app: the secret that is offered for it, and what is kept of it. */
import type { Deps } from '../context.ts';
import { seal, unseal } from './seal.ts';
import { stepOf } from './totp.ts';

type Keeping = Pick<Deps, 'secret' | 'now'>;

/** An offer that nobody has confirmed after so long is void. */
const patience = 15 * 60 * 1000;

/** A secret as it is offered to one person: nobody else can confirm it, or an open screen would be enough to lock its owner out. */
export const offer = ({ secret, now }: Keeping, person: string, plain: Buffer): string =>
  seal(secret, Buffer.from(JSON.stringify([person, now(), plain.toString('base64')])));

/** The secret of an offer to this person as it is to be kept; undefined where it is none. */
export function offered({ secret, now }: Keeping, person: string, sealed: string): string | undefined {
  const [whose, at, plain] = parsed(unseal(secret, sealed));
  if (whose !== person || typeof at !== 'number' || typeof plain !== 'string' || now() - at > patience)
    return undefined;
  return seal(secret, Buffer.from(plain, 'base64'));
}

/** What else was sealed here is no list. */
function parsed(plain: Buffer | undefined): unknown[] {
  try {
    const value: unknown = JSON.parse(String(plain));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** The step of a code that fits a sealed secret, however its digits are grouped; undefined if it does not. */
export function stepWith({ secret, now }: Keeping, sealed: string, code: string): number | undefined {
  const plain = unseal(secret, sealed);
  return plain && stepOf(plain, code.replaceAll(/\s/g, ''), now());
}
