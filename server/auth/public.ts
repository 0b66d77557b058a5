/** Signing in and out. The only admin routes that answer without a session. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { factory } from '../context.ts';
import { refuse } from '../problem.ts';
import { json } from '../valid.ts';
import { hashToken } from '../visitors/tokens.ts';
import { addressOf } from './address.ts';
import type { Attempts } from './attempts.ts';
import { sessionCookie } from './cookie.ts';
import { guard, keyHolder, tooManyTries, wrongKey } from './guard.ts';
import { isKey } from './key.ts';

const dayLength = 24 * 60 * 60;
const sessionLength = 14 * dayLength;

export const SignIn = z.object({ key: z.string().max(500).meta({ description: 'The API key.' }) });
export const Who = z.object({ name: z.string() });

export const sessionRoutes = (attempts: Attempts) =>
  factory
    .createApp()
    .get('/session', guard(attempts), (c) => c.json({ name: c.var.who }))
    .post('/session', json(SignIn), async (c) => {
      const { settings, apiKey, store, now } = c.var.deps;
      const address = addressOf(c, settings.proxyHops);
      const seconds = attempts.wait(address);
      if (seconds > 0) return tooManyTries(c, seconds);
      if (!isKey(c.req.valid('json').key, apiKey)) {
        attempts.failed(address);
        return refuse(c, wrongKey);
      }

      const token = randomBytes(32).toString('base64url');
      const at = now();
      await store.commit([
        ['removeOldSessions', { now: at }],
        ['addSession', { hash: hashToken(token), who: keyHolder, expiresAt: at + sessionLength * 1000 }],
      ]);
      sessionCookie.write(c, token, sessionLength);
      return c.json({ name: keyHolder });
    })
    .delete('/session', async (c) => {
      const token = sessionCookie.read(c);
      if (token !== undefined) await c.var.deps.store.commit([['removeSession', { hash: hashToken(token) }]]);
      sessionCookie.clear(c);
      return c.json({});
    });
