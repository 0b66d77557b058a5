/** What people and robots send, each with what a browser would prove, and what has become of it. */
import type { Reply } from '../../server/submissions/reply.ts';
import { answers } from './forms.ts';
import { type Body, type Local, submission } from './local.ts';

export const email = 'ann@acme.com';
export const filled = (more: Record<string, unknown> = {}) => ({ email, ...answers.sql, ...more });

/** At whichever server the test has by then. */
export function sendersTo(here: () => Local) {
  async function tokenFor(id: string, form = 'demo') {
    const { status, body } = await here().ask<{ token: string; work?: number; turnstile?: string }>(
      `/v1/forms/${form}/token?id=${id}`,
    );
    if (status !== 200) throw new Error(`answered ${status}`);
    return body;
  }

  /** Sends what a person sends: after a while, with the token of the first answer. */
  async function asPerson(given: Record<string, unknown> = filled(), proof: object = {}, form = 'demo') {
    const body = submission(given);
    const { token } = await tokenFor(body.id, form);
    here().clock.now += 30_000;
    return send(body, { token, ...proof }, form);
  }

  async function send(
    body: Body,
    proof?: object,
    form = 'demo',
    headers: Record<string, string> = { 'x-forwarded-for': '198.51.100.7' },
  ) {
    const answer = await here().ask<Reply>(`/v1/forms/${form}/submissions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...body, ...(proof && { proof }) }),
    });
    return { id: body.id, ...answer };
  }

  const stored = (id: string) => here().stored(id);
  const waiting = async () =>
    (await here().api<{ submissions: { id: string; email: string; reasons: string[] }[] }>('/api/quarantine'))
      .body.submissions;
  const release = (id: string, allow?: string) =>
    here().api<{ lead: string }>(`/api/quarantine/${id}/release`, {
      method: 'POST',
      body: JSON.stringify(allow ? { allow } : {}),
    });

  return { tokenFor, asPerson, send, stored, waiting, release };
}
