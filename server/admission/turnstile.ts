/** Cloudflare Turnstile, for forms that want it: asks Cloudflare whether a ticket is one. */
import type { Deps } from '../context.ts';

const address = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
const patience = 3000;

type Asking = Pick<Deps, 'settings' | 'ask'>;

/** What Cloudflare finds wrong with us or with itself. */
const ourFault = /^(missing-input-secret|invalid-input-secret|bad-request|internal-error)$/;

/**
 * Whether the ticket is good. Where Cloudflare cannot be asked, or no secret is set, nothing is held against anybody: a visitor is not to
 * pay for our line. A ticket is good for once, but for the same submission it stays so.
 */
export async function isTicket(
  { settings, ask }: Asking,
  { submission, ticket, from }: { submission: string; ticket: string | undefined; from: string },
): Promise<boolean> {
  if (settings.turnstileSecret === undefined) return true;
  if (ticket === undefined || ticket === '') return false;
  try {
    const answer = await ask(address, {
      method: 'POST',
      body: new URLSearchParams({
        secret: settings.turnstileSecret,
        response: ticket,
        remoteip: from,
        idempotency_key: submission,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) return true;
    const { success, 'error-codes': faults } = Object(await answer.json()) as Record<string, unknown>;
    return success !== false || (Array.isArray(faults) && faults.some((fault) => ourFault.test(fault)));
  } catch {
    return true;
  }
}
