/** Commands about published forms: what is to be pasted. */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Settings } from '../env.ts';
import { createVersions, type Published } from '../forms/versions.ts';
import { speakForm } from '../forms/words.ts';
import { plainForm } from '../plain/form.ts';
import { pinnedTag, pinOf } from '../site/pinned.ts';
import { dist } from '../site/scripts.ts';
import { type Command, Misuse, withStore } from './command.ts';

export const formCommands: Record<string, Command> = {
  fallback: {
    usage: 'fallback FORM [--lang LANGUAGE]',
    says: 'Prints a published form as plain HTML, to paste in <noscript> or alone. It needs no script to be filled in, sent and scored.',
    async run(words) {
      const { values, positionals } = parseArgs({
        args: words,
        options: { lang: { type: 'string' } },
        allowPositionals: true,
      });
      return withLive(positionals[0], 'fallback', async (live, { publicUrl }) => {
        const form = await speakForm(live, values.lang);
        return String(await plainForm(form, `${publicUrl}/f/${form.id}`));
      });
    },
  },
  snippet: {
    usage: 'snippet FORM [--pinned]',
    says: 'Prints the tag to paste. With --pinned it is one whose script never changes, and that browsers hold to its bytes.',
    async run(words) {
      const { values, positionals } = parseArgs({
        args: words,
        options: { pinned: { type: 'boolean' } },
        allowPositionals: true,
      });
      return withLive(positionals[0], 'snippet', async ({ form: { id } }, settings) => {
        if (!values.pinned) return `<script async src="${settings.publicUrl}/f/${id}.js"></script>`;
        return pinnedTag(settings.publicUrl, id, pinOf(fs.readFileSync(path.join(dist, 'embed.js'))));
      });
    },
  },
};

/** Does something with a published form. */
async function withLive(
  id: string | undefined,
  name: string,
  print: (live: Published, settings: Settings) => Promise<string>,
): Promise<string> {
  if (id === undefined) throw new Misuse(`Which form? npm run qualiform -- ${name} crm-demo`);
  return withStore(async (store, settings) => {
    const live = await createVersions(store.orm).findLive(id);
    // Not in which database: its address may hold a password.
    if (!live)
      throw new Misuse(`There is no published form "${id}" where DATABASE_URL leads. Publish it first.`);
    return print(live, settings);
  });
}
