/**
 * The one gate for everything that any browser may write: the form is there, its site may send, the address does not flood us, and
 * the body has a size that can be read. No route reads a public body but through it.
 */
import type { Context } from 'hono';
import { addressOf } from '../auth/address.ts';
import type { Env } from '../context.ts';
import { refusedOrigin } from '../forms/origins.ts';
import type { Published } from '../forms/versions.ts';
import { type Refusal, unknownForm } from '../problem.ts';
import { readBody } from '../submissions/parse.ts';
import { type Pressure, pressureOf } from './limits.ts';

export interface Admitted {
  /** The form as it is live. */
  live: Published;
  text: string;
  /** Where it came from; kept nowhere. */
  address: string;
  pressure: Pressure;
}

/** `formOf` finds the id of the form, in the path or in the body; undefined where there is none. */
export async function admit(
  c: Context<Env>,
  formOf: (text: string) => string | undefined,
): Promise<Admitted | Refusal> {
  const { deps } = c.var;
  const body = await readBody(c.req.raw);
  if (!('text' in body)) return body;
  const form = formOf(body.text);
  const live = form === undefined ? undefined : await deps.versions.findLive(form);
  if (!live) return unknownForm;
  const refused = refusedOrigin(c, live.form);
  if (refused) return refused;
  const address = addressOf(c, deps.settings.proxyHops);
  const pressure = await pressureOf(deps, address);
  if (pressure.wait > 0) {
    c.header('retry-after', String(pressure.wait));
    return flooded;
  }
  return { live, text: body.text, address, pressure };
}

/** The widget waits that long and sends again, so even this loses nobody. */
const flooded: Refusal<429> = {
  status: 429,
  code: 'too_many',
  detail: 'Far more than usual came from this address.',
  remedy: 'Send the same again after the time in Retry-After.',
};
