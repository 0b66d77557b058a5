/** Every kind of mail there is, by what has happened. */
import type { Deps } from '../context.ts';
import { confirmations } from './confirming.ts';
import type { Letters } from './letter.ts';
import { notices } from './switchedOff.ts';

export const lettersOf = (
  deps: Pick<Deps, 'store' | 'versions' | 'secret' | 'now'> & { publicUrl: string },
): Letters => ({
  'submission.completed': confirmations(deps),
  'endpoint.switched_off': notices(deps),
});
