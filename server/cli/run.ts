/** Runs the command that was asked for, or tells which there are. */

import { NotEmpty } from '../db/copy.ts';
import { traceOf } from '../db/trouble.ts';
import { BadSetting } from '../env.ts';
import { envFile } from '../ops/envFile.ts';
import { type Command, Misuse } from './command.ts';
import { databaseCommands } from './database.ts';
import { formCommands } from './forms.ts';
import { mailCommands } from './mail.ts';
import { privacyCommands } from './privacy.ts';

const commands: Record<string, Command> = {
  ...formCommands,
  env: {
    usage: 'env',
    says: 'Prints every setting with what it is for, as a file to begin with: .env.example is this.',
    run: async () => envFile().trimEnd(),
  },
  ...databaseCommands,
  ...privacyCommands,
  ...mailCommands,
};

const help = [
  'npm run qualiform -- COMMAND',
  ...Object.values(commands).map(({ usage, says }) => `\n  ${usage}\n      ${says}`),
].join('\n');

export async function run([name = '', ...words]: string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (command) console.log(await command.run(words));
    else {
      console.log(help);
      // Asked for is no mistake.
      if (!['', 'help', '--help', '-h'].includes(name)) process.exitCode = 1;
    }
  } catch (error) {
    const isOwn = [Misuse, BadSetting, NotEmpty].some((kind) => error instanceof kind) || isUsage(error);
    console.error(isOwn ? (error as Error).message : traceOf(error));
    process.exitCode = 1;
  }
}

function isUsage(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}
