/** What the threats are tried on: a server with one form, and the ways in that anybody has. */
import type { Form } from '../../widget/schema/form.ts';
import { demo } from '../server/forms.ts';
import { type Local, local } from '../server/local.ts';

export async function threatened(): Promise<Local> {
  const server = await local();
  await server.publish(demo);
  return server;
}

export const post = (server: Local, url: string, body: string, headers: Record<string, string> = {}) =>
  server.app.request(url, { method: 'POST', body, headers });

/** Sends the form that needs no script. */
export const plain = (server: Local, form: string, sent: Record<string, string>) =>
  post(server, `/f/${form}`, new URLSearchParams(sent).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });

/** A form with another ending for everybody. */
export const ending = (id: string, show: Form['outcomes'][0]['show']): Form => ({
  ...demo,
  id,
  outcomes: [{ id: 'thanks', show }],
});
