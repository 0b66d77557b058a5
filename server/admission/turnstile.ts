/** Cloudflare Turnstile, for forms that want it: asks Cloudflare whether a ticket is one. */
import type { Deps } from '../context.ts';

const address = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
const patience = 3000;

type Asking = Pick<Deps, 'settings' | 'ask'>;

/**
 * Whether the ticket is good. Where Cloudflare cannot be asked, or no secret is set, nothing is held against anybody: a visitor is not to
 * pay for our line.
 */
export async function isTicket(
  { settings, ask }: Asking,
  ticket: string | undefined,
  from: string,
): Promise<boolean> {
  if (settings.turnstileSecret === undefined) return true;
  if (ticket === undefined || ticket === '') return false;
  try {
    const answer = await ask(address, {
      method: 'POST',
      body: new URLSearchParams({ secret: settings.turnstileSecret, response: ticket, remoteip: from }),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) return true;
    const { success } = Object(await answer.json()) as { success?: unknown };
    return success !== false;
  } catch {
    return true;
  }
}
