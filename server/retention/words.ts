/** What a purge would do, for the person at the command line. */
import type { Plan } from './purge.ts';

const stops = {
  share: 'That is more than a fifth of everything: has a form got too short a time? With --yes it is done.',
  clock:
    'But the clock of this machine may be wrong: no purge ran within 35 days of its time, and no submission received lately was begun by then. With --yes it is done.',
};

export function planInWords({ due, total, of, stops: stop }: Plan): string {
  const lines = due
    .filter(({ submissions }) => submissions > 0)
    .map(
      ({ form, months, before, submissions }) =>
        `${String(submissions).padStart(9)} of ${form}: ${months} months, before ${new Date(before).toISOString().slice(0, 10)}`,
    );
  return [...lines, `${total} of ${of} submissions are due.`, ...(stop ? [stops[stop]] : [])].join('\n');
}
