/** Signing in, joining by a link, and signing out. The only admin routes that answer without a session. */
import type { Context } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/queries.ts';
import type { Env } from '../context.ts';
import { factory } from '../context.ts';
import type { Write } from '../db/statements.ts';
import { defaultWorkspace } from '../db/store.ts';
import { findInvited, findPerson, findPersonByEmail, type PersonRow } from '../people/queries.ts';
import { refuse } from '../problem.ts';
import { json } from '../valid.ts';
import { hashToken } from '../visitors/tokens.ts';
import { addressOf } from './address.ts';
import { noteTry, tryPassword, waitForKey } from './attempts.ts';
import { stepWith } from './codes.ts';
import { sessionCookie } from './cookie.ts';
import { guard, tooManyTries, wrongKey } from './guard.ts';
import { isKey } from './key.ts';
import { hashPassword, isPassword, Password } from './password.ts';
import { asWho } from './queries.ts';
import { beginSession } from './sessions.ts';
import { owner, type Told, type Who } from './who.ts';

const Code = z.string().max(20).meta({ description: 'Six digits of the authenticator app.' });

export const SignIn = z.union([
  z.object({ key: z.string().max(500).meta({ description: 'The API key of the installation.' }) }),
  z.object({ email: z.string().max(254), password: z.string().max(200), code: Code.optional() }),
]);

const Token = z.string().max(100).meta({ description: 'What stands behind # in the link.' });
export const Invited = z.object({ token: Token });
export const Joining = z.object({ token: Token, password: Password });

export const sessionRoutes = () =>
  factory
    .createApp()
    .get('/session', guard, async (c) => c.json(await tellWho(c, c.var.who)))
    .post('/session', json(SignIn), async (c) => {
      const sent = c.req.valid('json');
      return 'key' in sent ? signInByKey(c, sent.key) : signInByPassword(c, sent);
    })
    .delete('/session', async (c) => {
      const token = sessionCookie.read(c);
      if (token !== undefined) await c.var.deps.store.commit([['removeSession', { hash: hashToken(token) }]]);
      sessionCookie.clear(c);
      return c.json({});
    })
    .post('/invitation', json(Invited), async (c) => {
      const { deps } = c.var;
      const address = addressOf(c, deps.settings.proxyHops);
      const seconds = await waitForKey(deps, address);
      if (seconds > 0) return tooManyTries(c, seconds);
      const person = await findInvited(deps.store.orm, hashToken(c.req.valid('json').token), deps.now());
      if (!person) {
        await noteTry(deps, { address });
        return refuse(c, uselessLink);
      }
      return c.json({ email: person.email, name: person.name, role: person.role });
    })
    .put('/invitation', json(Joining), async (c) => {
      const { deps } = c.var;
      const { token, password } = c.req.valid('json');
      const address = addressOf(c, deps.settings.proxyHops);
      const { wait, succeeded } = await tryPassword(deps, { address });
      if (wait > 0) return tooManyTries(c, wait);
      const hash = hashToken(token);
      const at = deps.now();
      const person = await findInvited(deps.store.orm, hash, at);
      if (!person) return refuse(c, uselessLink);
      const { id, email } = person;
      const joined = await beginSession(c, person, [
        ['useInvitation', { hash, now: at }],
        ['setPassword', { id, email, password: await hashPassword(password) }],
        // Whoever lost the password may have lost the telephone too. Not before: until then the codes keep others out.
        ['setTotp', { id, totp: null }],
        // Whoever knew the password of before is out.
        ['removeSessionsOf', { who: id }],
        audited({ who: person, action: 'person.join', target: id, at }),
      ]);
      if (!joined) return refuse(c, uselessLink);
      await succeeded();
      return c.json(await tellWho(c, asWho(person)));
    });

async function signInByKey(c: Context<Env>, key: string) {
  const { deps } = c.var;
  const address = addressOf(c, deps.settings.proxyHops);
  const seconds = await waitForKey(deps, address);
  if (seconds > 0) return tooManyTries(c, seconds);
  if (!isKey(key, deps.apiKey)) {
    await noteTry(deps, { address });
    return refuse(c, wrongKey);
  }
  await beginSession(c, owner);
  return c.json(await tellWho(c, owner));
}

async function signInByPassword(
  c: Context<Env>,
  { email, password, code }: { email: string; password: string; code?: string | undefined },
) {
  const { deps } = c.var;
  const address = addressOf(c, deps.settings.proxyHops);
  const account = email.trim().toLowerCase();
  const { wait, succeeded } = await tryPassword(deps, { address, account });
  if (wait > 0) return tooManyTries(c, wait);
  const person = await findPersonByEmail(deps.store.orm, defaultWorkspace, email);
  const isRight = await isPassword(password, person?.disabledAt === null ? person.password : null);
  if (!person || !isRight) return refuse(c, wrongPassword);

  const before: Write[] = [];
  if (person.totp !== null) {
    // Asking for the code is no failure; a wrong code is one.
    if (code === undefined || code === '') {
      await succeeded();
      return refuse(c, codeNeeded);
    }
    const step = stepWith(deps, person.totp, code);
    if (step === undefined) return refuse(c, wrongCode);
    before.push(['useTotp', { id: person.id, step }]);
  }
  if (!(await beginSession(c, person, before))) return refuse(c, wrongCode);
  await succeeded();
  return c.json(await tellWho(c, asWho(person)));
}

async function tellWho(c: Context<Env>, { id, name, kind, role, may }: Who): Promise<Told> {
  const person: PersonRow | undefined =
    kind === 'person' ? await findPerson(c.var.deps.store.orm, id) : undefined;
  return {
    id,
    name,
    kind,
    role,
    may: [...may],
    email: person?.email ?? null,
    totp: person !== undefined && person.totp !== null,
  };
}

/** The same whether nobody has this address, the password is wrong, or the person is disabled. */
const wrongPassword = {
  status: 401,
  code: 'wrong_password',
  detail: 'This address and this password do not belong together.',
  remedy: 'Try again, or ask an admin for a new link.',
} as const;

const codeNeeded = {
  status: 401,
  code: 'code_needed',
  detail: 'This account asks for a code of the authenticator app.',
  remedy: 'Send the six digits as "code".',
} as const;

const wrongCode = {
  status: 401,
  code: 'wrong_code',
  detail: 'This code is wrong, was used already, or has expired.',
  remedy: 'Type the code that the app shows now; look whether the clock of the telephone is right.',
} as const;

const uselessLink = {
  status: 404,
  code: 'useless_link',
  detail: 'This link was used already, has expired, or never was one.',
  remedy: 'Ask an admin for a new one.',
} as const;
