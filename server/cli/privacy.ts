/** Commands about personal data: handed out, erased, outlived. */
import { parseArgs } from 'node:util';
import { audited } from '../audit/queries.ts';
import { erase } from '../erasures/erase.ts';
import { findHeld, nothingHeld } from '../erasures/held.ts';
import { describePerson, personTaken } from '../exports/person.ts';
import { createVersions } from '../forms/versions.ts';
import { silent } from '../log.ts';
import { plan, purge } from '../retention/purge.ts';
import { planInWords } from '../retention/words.ts';
import { type Command, Misuse, rowsOf, withStore } from './command.ts';

export const privacyCommands: Record<string, Command> = {
  export: {
    usage: 'export EMAIL',
    says: 'Prints everything that is stored about the person with this address, to be handed to that person; what was set aside too.',
    async run(words) {
      const email = emailIn(words, 'export');
      return withStore(async (store) => {
        const held = await findHeld(store.orm, { email });
        if (!held) throw new Misuse(nobody);
        const versions = createVersions(store.orm);
        const person = await describePerson({ store, versions, now: Date.now }, held);
        await store.commit([audited(personTaken(commandLine, held, Date.now()))]);
        return JSON.stringify(person, null, 2);
      });
    },
  },
  erase: {
    usage: 'erase EMAIL',
    says: 'Erases the person with this address for good, also while the server runs: the lead, its submissions, what was set aside, and all that hangs on them.',
    async run(words) {
      const email = emailIn(words, 'erase');
      return withStore(async (store) => {
        const erasure = await erase({ store, now: Date.now, log: silent }, { email }, commandLine);
        if (!erasure) throw new Misuse(nobody);
        if (erasure === 'busy') throw new Misuse('Others change this lead all the time. Try again.');
        const what = erasure.leadId ? `lead ${erasure.leadId}` : 'somebody who was no lead';
        return `Erased ${what}:\n${rowsOf(new Map(Object.entries(erasure.counts)))}`;
      });
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
      return withStore(async (store) => {
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
      });
    },
  },
};

/** Who the log says has done it. */
const commandLine = { id: 'cli', name: 'command line' };

const nobody = `${nothingHeld.detail} ${nothingHeld.remedy}`;

function emailIn(words: string[], name: string): string {
  const [email] = parseArgs({ args: words, allowPositionals: true }).positionals;
  if (email === undefined) throw new Misuse(`Whom? npm run qualiform -- ${name} ann@acme.com`);
  return email;
}
