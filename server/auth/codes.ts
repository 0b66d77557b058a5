/** The codes of a person's authenticator app against the secret that is kept for them. */
import type { Deps } from '../context.ts';
import { unseal } from './seal.ts';
import { stepOf } from './totp.ts';

/** The step of a code that fits a sealed secret, however its digits are grouped; undefined if it does not. */
export function stepWith(
  { secret, now }: Pick<Deps, 'secret' | 'now'>,
  sealed: string,
  code: string,
): number | undefined {
  const plain = unseal(secret, sealed);
  return plain && stepOf(plain, code.replaceAll(/\s/g, ''), now());
}
