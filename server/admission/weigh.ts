/** Looks at a submission for signs that no person made it. Never refuses: it only says what it saw. */
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import { domainOf } from '../../widget/engine/email.ts';
import type { Answers } from '../../widget/engine/input.ts';
import type { Form } from '../../widget/schema/form.ts';
import type { Deps } from '../context.ts';
import { defaultWorkspace } from '../db/store.ts';
import { emailIn } from '../leads/person.ts';
import { isAllowed } from '../quarantine/queries.ts';
import type { Parsed } from '../submissions/parse.ts';
import { isMuchFor, type Pressure } from './limits.ts';
import { type Label, labelOf, type Reason } from './reasons.ts';
import { isWork, readToken } from './token.ts';
import { isTicket } from './turnstile.ts';

/** Made once: the package makes it anew for each question. */
const throwAway = disposableEmailBlocklistSet();

type Weighing = Pick<Deps, 'store' | 'settings' | 'now' | 'secret' | 'ask'>;

export async function weigh(
  deps: Weighing,
  form: Form,
  sent: Parsed,
  { address, pressure }: { address: string; pressure: Pressure },
): Promise<Label> {
  // What is half done makes no news; it is looked at when it is complete.
  if (sent.status === 'partial') return labelOf(await floodIn(deps, form, pressure), false);
  // Not looked through yet; but of an address no more is taken than a text.
  const email = emailIn(form, sent.answers as Answers);
  const reasons: Reason[] = [...proofIn(deps, form, sent), ...(await floodIn(deps, form, pressure))];
  const asked = { submission: sent.id, ticket: sent.proof.ticket, from: address };
  if (form.protect?.turnstile !== undefined && !(await isTicket(deps, asked))) reasons.push('no_ticket');
  if (email !== undefined && throwAway.has(domainOf(email) ?? '')) reasons.push('disposable');
  const label = labelOf(reasons, form.protect?.strict === true);
  const isKnown =
    label.quarantined && email !== undefined && (await isAllowed(deps.store.orm, defaultWorkspace, email));
  return isKnown ? { ...label, quarantined: false } : label;
}

/** What the browser's own proof tells. */
function proofIn({ settings, now, secret }: Weighing, form: Form, { id, proof }: Parsed): Reason[] {
  const reasons: Reason[] = [];
  if (proof.trap !== undefined && proof.trap !== '') reasons.push('trap');
  const { token, work } = proof;
  if (token === undefined) {
    reasons.push('no_token');
    if (form.protect?.work === true) reasons.push('no_work');
    return reasons;
  }
  const at = readToken(secret, form.id, id, token);
  if (at === undefined) reasons.push('bad_token');
  else if (now() - at < settings.shortest) reasons.push('too_fast');
  if (form.protect?.work === true && (work === undefined || !isWork(token, work))) reasons.push('no_work');
  return reasons;
}

async function floodIn(deps: Weighing, form: Form, { isMuch }: Pressure): Promise<Reason[]> {
  const reasons: Reason[] = [];
  if (isMuch) reasons.push('many_from_address');
  if (await isMuchFor(deps, form.id)) reasons.push('many_for_form');
  return reasons;
}
