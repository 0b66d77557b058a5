/**
 * The command line: `npm run qualiform -- COMMAND`. It reads the same settings as the server and may run beside it.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isMailAddress } from '../widget/schema/words.ts';
import { backUp, restore } from './db/backup.ts';
import { copyAll, NotEmpty } from './db/copy.ts';
import { isPostgres, openStore } from './db/open.ts';
import { fileOf } from './db/sqlite.ts';
import { defaultWorkspace } from './db/store.ts';
import { BadSetting, readSettings, type Settings } from './env.ts';
import { erase } from './erasures/erase.ts';
import { createVersions, type Published } from './forms/versions.ts';
import { speakForm } from './forms/words.ts';
import { newId } from './ids.ts';
import { emailKeyOf } from './leads/person.ts';
import { findLeadByEmail } from './leads/target.ts';
import { silent } from './log.ts';
import { createMailer } from './mail/send.ts';
import { envFile } from './ops/envFile.ts';
import { plainForm } from './plain/form.ts';
import { plan, purge } from './retention/purge.ts';
import { planInWords } from './retention/words.ts';
import { pinnedTag, pinOf } from './site/pinned.ts';
import { dist } from './site/scripts.ts';

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
  env: {
    usage: 'env',
    says: 'Prints every setting with what it is for, as a file to begin with: .env.example is this.',
    run: async () => envFile().trimEnd(),
  },
  mail: {
    usage: 'mail ADDRESS',
    says: 'Sends a mail there by the mail server of the settings, and tells what that answered.',
    async run(words) {
      const { positionals } = parseArgs({ args: words, allowPositionals: true });
      const [to] = positionals;
      if (to === undefined || !isMailAddress(to))
        throw new Misuse('To whom? npm run qualiform -- mail you@acme.com');
      const { mail, publicUrl } = readSettings(process.env);
      if (!mail) throw new Misuse('There is no mail server. Set SMTP_URL and MAIL_FROM.');
      const text = `Qualiform at ${publicUrl} can send mail.\n`;
      const sent = await createMailer(mail)({ id: newId(), to, subject: 'Mail works', text });
      if (!sent.ok) throw new Misuse(`${mail.server.host}:${mail.server.port} did not take it: ${sent.why}`);
      return `${mail.server.host}:${mail.server.port} has taken it: ${sent.said}`;
    },
  },
  backup: {
    usage: 'backup [FILE]',
    says: 'Copies the SQLite database to a file, also while the server runs, and checks the copy. Without a name it goes beside the database.',
    async run(words) {
      const { positionals } = parseArgs({ args: words, allowPositionals: true });
      const file = ownFile('pg_dump --format=custom --file=FILE "$DATABASE_URL"');
      const target = path.resolve(positionals[0] ?? `${file}.backup-${Date.now()}`);
      return `${target}\n${rowsOf(await backUp(file, target))}`;
    },
  },
  restore: {
    usage: 'restore FILE',
    says: 'Puts a backup in the place of the SQLite database, which is kept beside it. The server must not run.',
    async run(words) {
      const { positionals } = parseArgs({ args: words, allowPositionals: true });
      const [backup] = positionals;
      if (backup === undefined) throw new Misuse('Which backup? npm run qualiform -- restore FILE');
      const file = ownFile('pg_restore --clean --dbname="$DATABASE_URL" FILE');
      const { counts, kept } = restore(path.resolve(backup), file, Date.now());
      return [`${file} is what ${backup} was.`, kept && `What stood there is in ${kept}.`, rowsOf(counts)]
        .filter(Boolean)
        .join('\n');
    },
  },
  erase: {
    usage: 'erase EMAIL',
    says: 'Erases the person with this address for good, also while the server runs: the lead, its submissions, and all that hangs on them.',
    async run(words) {
      const { positionals } = parseArgs({ args: words, allowPositionals: true });
      const [email] = positionals;
      if (email === undefined) throw new Misuse('Whom? npm run qualiform -- erase ann@acme.com');
      const { databaseUrl } = readSettings(process.env);
      const store = await openStore(databaseUrl, { beside: true });
      try {
        const lead = await findLeadByEmail(store.orm, defaultWorkspace, emailKeyOf(email));
        const erasure =
          lead &&
          (await erase({ store, now: Date.now, log: silent }, lead.id, { id: 'cli', name: 'command line' }));
        if (!erasure) throw new Misuse('There is no lead with this address in this database.');
        if (erasure === 'busy') throw new Misuse('Others change this lead all the time. Try again.');
        return `Erased lead ${erasure.leadId}:\n${rowsOf(new Map(Object.entries(erasure.counts)))}`;
      } finally {
        await store.close();
      }
    },
  },
  purge: {
    usage: 'purge [--dry-run] [--yes]',
    says: 'Removes what is older than its form keeps it, as the server does each night. --dry-run only counts; --yes does it also where it would stop and ask.',
    async run(words) {
      const { values } = parseArgs({
        args: words,
        options: { 'dry-run': { type: 'boolean' }, yes: { type: 'boolean' } },
      });
      const store = await openStore(readSettings(process.env).databaseUrl, { beside: true });
      try {
        const deps = { store, versions: createVersions(store.orm), now: Date.now, log: silent };
        const planned = await plan(deps);
        if (planned.stops && !values.yes) throw new Misuse(planInWords(planned));
        if (values['dry-run']) return planInWords(planned);
        const ran = await purge(deps, { anyway: values.yes === true });
        if (!ran) throw new Misuse('Another server is at it. Try again in ten minutes.');
        const { submissions, leads, due } = ran;
        const gone = `Removed ${submissions} submissions of ${due} that were due, and ${leads} leads.`;
        if (ran.outcome !== 'done') throw new Misuse(`${gone} Run it again for the rest.`);
        return gone;
      } finally {
        await store.close();
      }
    },
  },
  copy: {
    usage: 'copy --from URL --to URL',
    says: 'Copies everything from one database into another, new one, from file:… to postgres://… or back, and counts. No server may run on either.',
    async run(words) {
      const { values } = parseArgs({
        args: words,
        options: { from: { type: 'string' }, to: { type: 'string' } },
      });
      const { from, to } = values;
      if (!from || !to)
        throw new Misuse(
          'From where to where? npm run qualiform -- copy --from file:data/qualiform.db --to postgres://…',
        );
      const source = await openStore(from);
      try {
        const target = await openStore(to);
        try {
          return rowsOf(await copyAll(source.orm, target.orm));
        } finally {
          await target.close();
        }
      } finally {
        await source.close();
      }
    },
  },
};

/** Does something with a published form, beside a server that may be running. */
async function withLive(
  id: string | undefined,
  name: string,
  print: (live: Published, settings: Settings) => Promise<string>,
): Promise<string> {
  if (id === undefined) throw new Misuse(`Which form? npm run qualiform -- ${name} crm-demo`);
  const settings = readSettings(process.env);
  const store = await openStore(settings.databaseUrl, { beside: true });
  try {
    const live = await createVersions(store.orm).findLive(id);
    if (live) return await print(live, settings);
    throw new Misuse(`There is no published form "${id}" in ${settings.databaseUrl}. Publish it first.`);
  } finally {
    await store.close();
  }
}

/** The SQLite file of the settings. With PostgreSQL its own tools do this better. */
function ownFile(instead: string): string {
  const { databaseUrl } = readSettings(process.env);
  const file = isPostgres(databaseUrl) ? undefined : fileOf(databaseUrl);
  if (file === undefined) throw new Misuse(`This is for a SQLite file. With PostgreSQL: ${instead}`);
  return file;
}

const rowsOf = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([table, rows]) => `${String(rows).padStart(9)} ${table}`).join('\n');

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
  const isOwn = [Misuse, BadSetting, NotEmpty].some((kind) => error instanceof kind) || isUsage(error);
  console.error(isOwn ? (error as Error).message : error);
  process.exitCode = 1;
}

function isUsage(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}
