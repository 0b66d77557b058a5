/** A person's file by address, which is asked for in a body: a link to it would carry the address. */
import { api, ask } from '../api.ts';
import { notify } from '../notices.ts';

export async function download(email: string): Promise<void> {
  const answer = await ask(api.exports.$post({ json: { email } }));
  if (!answer.ok) return notify(`${answer.trouble.title}. ${answer.trouble.detail}`, { kind: 'failed' });
  const file = new Blob([JSON.stringify(answer.value, null, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = 'person.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
