/**
 * The command line: `npm run qualiform -- COMMAND`. It reads the same settings as the server and may run beside it.
 */
import { parseArgs } from 'node:util';
import { openStore } from './db/open.ts';
import { BadSetting, readSettings } from './env.ts';
import { createVersions } from './forms/versions.ts';
import { speakForm } from './forms/words.ts';
import { plainForm } from './plain/form.ts';

interface Command {
  usage: string;
  says: string;
  run(words: string[]): Promise<string>;
}

/** What the person at the keyboard can put right. */
class Misuse extends Error {}

const commands: Record<string, Command> = {
  fallback: {
    usage: 'fallback FORM [--lang LANGUAGE]',
    says: 'Prints a published form as plain HTML, to paste in <noscript> or alone. It needs no script to be filled in, sent and scored.',
    async run(words) {
      const { values, positionals } = parseArgs({
        args: words,
        options: { lang: { type: 'string' } },
        allowPositionals: true,
      });
      const [id] = positionals;
      if (id === undefined) throw new Misuse('Which form? npm run qualiform -- fallback crm-demo');
      const settings = readSettings(process.env);
      const store = await openStore(settings.databaseUrl, { beside: true });
      try {
        const live = await createVersions(store.orm).findLive(id);
        if (!live)
          throw new Misuse(
            `There is no published form "${id}" in ${settings.databaseUrl}. Publish it first.`,
          );
        const form = await speakForm(live, values.lang);
        return String(await plainForm(form, `${settings.publicUrl}/f/${id}`));
      } finally {
        await store.close();
      }
    },
  },
};

const help = [
  'npm run qualiform -- COMMAND',
  ...Object.values(commands).map(({ usage, says }) => `\n  ${usage}\n      ${says}`),
].join('\n');

const [name = '', ...words] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
try {
  if (command) console.log(await command.run(words));
  else {
    console.log(help);
    // Asked for is no mistake.
    if (!['', 'help', '--help', '-h'].includes(name)) process.exitCode = 1;
  }
} catch (error) {
  const isOwn = error instanceof Misuse || error instanceof BadSetting || isUsage(error);
  console.error(isOwn ? (error as Error).message : error);
  process.exitCode = 1;
}

function isUsage(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}
