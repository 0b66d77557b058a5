/** A person's own account: another password, and codes of an authenticator app. */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/queries.ts';
import { type Env, factory } from '../context.ts';
import { findPerson, type PersonRow } from '../people/queries.ts';
import { refuse } from '../problem.ts';
import { json } from '../valid.ts';
import { tryPassword } from './attempts.ts';
import { offer, offered, stepWith } from './codes.ts';
import { tooManyTries, wrongKey } from './guard.ts';
import { hashPassword, isPassword, Password } from './password.ts';
import { beginSession } from './sessions.ts';
import { addressFor, base32 } from './totp.ts';

export const PasswordChange = z.object({ password: z.string().max(200), next: Password });
export const TotpStart = z.object({ password: z.string().max(200) });
export const TotpConfirm = z.object({
  sealed: z.string().max(500).meta({ description: 'As it was answered to the start.' }),
  code: z.string().max(20),
});
export const TotpOffer = z.object({
  secret: z.string().meta({ description: 'To be typed into the app.' }),
  address: z.string().meta({ description: 'The same as an otpauth address, for a QR code.' }),
  sealed: z.string().meta({ description: 'To be sent back with the first code.' }),
});
export const TotpState = z.object({ totp: z.boolean() });

/** 160 bits, as RFC 4226 recommends. */
const secretLength = 20;

export const accountRoutes = () =>
  factory
    .createApp()
    .put('/account/password', json(PasswordChange), async (c) => {
      const { deps } = c.var;
      const { password, next } = c.req.valid('json');
      const confirmed = await confirm(c, password);
      if (!('person' in confirmed)) return confirmed.refused;
      const { id, name, email } = confirmed.person;
      // Every session ends but the one that begins here.
      const kept = await beginSession(c, { id, name }, [
        ['setPassword', { id, email, password: await hashPassword(next) }],
        ['removeSessionsOf', { who: id }],
        ['removeInvitations', { personId: id }],
        audited({ who: { id, name }, action: 'password.change', target: id, at: deps.now() }),
      ]);
      // Disabled at this very moment, or under another address.
      return kept ? c.json({}) : refuse(c, wrongKey);
    })
    .post('/account/totp', json(TotpStart), async (c) => {
      const confirmed = await confirm(c, c.req.valid('json').password);
      if (!('person' in confirmed)) return confirmed.refused;
      const secret = randomBytes(secretLength);
      return c.json({
        secret: base32(secret),
        address: addressFor(secret, confirmed.person.email),
        sealed: offer(c.var.deps, confirmed.person.id, secret),
      });
    })
    .put('/account/totp', json(TotpConfirm), async (c) => {
      const { deps, who } = c.var;
      const { sealed, code } = c.req.valid('json');
      const { wait, succeeded } = await tryPassword(deps, { account: who.id });
      if (wait > 0) return tooManyTries(c, wait);
      const totp = offered(deps, who.id, sealed);
      const step = totp === undefined ? undefined : stepWith(deps, totp, code);
      if (totp === undefined || step === undefined) return refuse(c, wrongCode);
      const kept = await deps.store.commit([
        ['setTotp', { id: who.id, totp }],
        ['useTotp', { id: who.id, step }],
        audited({ who, action: 'totp.on', target: who.id, at: deps.now() }),
      ]);
      if (!kept) return refuse(c, wrongCode);
      await succeeded();
      return c.json({ totp: true });
    })
    .delete('/account/totp', json(TotpStart), async (c) => {
      const { deps, who } = c.var;
      const confirmed = await confirm(c, c.req.valid('json').password);
      if (!('person' in confirmed)) return confirmed.refused;
      await deps.store.commit([
        ['setTotp', { id: who.id, totp: null }],
        audited({ who, action: 'totp.off', target: who.id, at: deps.now() }),
      ]);
      return c.json({ totp: false });
    });

/** Whether it is really this person at the keyboard: an open screen is not enough. */
async function confirm(
  c: Context<Env>,
  password: string,
): Promise<
  { person: PersonRow } | { refused: ReturnType<typeof refuseWrong> | ReturnType<typeof tooManyTries> }
> {
  const { deps, who } = c.var;
  const { wait, succeeded } = await tryPassword(deps, { account: who.id });
  if (wait > 0) return { refused: tooManyTries(c, wait) };
  const person = await findPerson(deps.store.orm, who.id);
  if (!person || !(await isPassword(password, person.password))) return { refused: refuseWrong(c) };
  await succeeded();
  return { person };
}

const refuseWrong = (c: Context<Env>) =>
  refuse(c, {
    status: 422,
    code: 'wrong_password',
    detail: 'This is not the present password.',
    remedy: 'Type the one that you signed in with.',
  });

const wrongCode = {
  status: 422,
  code: 'wrong_code',
  detail: 'This code does not fit.',
  remedy: 'Type the code that the app shows now.',
} as const;
