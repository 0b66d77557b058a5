/** Ids: each once among its own kind, and none that means something else already. */
import type { Subject } from './subject.ts';

/** Names that mean something else in a condition. */
const reservedFields = new Set(
  'all any not score stage visit signal page utm referrer language end'.split(' '),
);

export function checkIds({ form, report, describe }: Subject): void {
  const once = (kind: string, items: readonly { id: string }[]) => {
    const first = new Map<string, object>();
    for (const item of items) {
      const before = first.get(item.id);
      if (before === undefined) first.set(item.id, item);
      else
        report.error(
          'duplicate_id',
          { on: item, path: ['id'] },
          `two ${kind} are called "${item.id}"`,
          'give this one another id; ids are permanent, so keep the older one',
        );
    }
  };
  const fields = form.steps.flatMap((step) => step.fields);
  once('steps', form.steps);
  once('fields', fields);
  for (const field of fields)
    if ('options' in field) once(`options of ${describe({ on: field })}`, field.options);
  once('signals', form.signals ?? []);
  once('rules', form.scoring?.rules ?? []);
  once('disqualify rules', form.qualify?.disqualify ?? []);
  once('outcomes', form.outcomes);

  for (const field of fields)
    if (reservedFields.has(field.id))
      report.error(
        'reserved_name',
        { on: field, path: ['id'] },
        `a field cannot be called "${field.id}": the name means something else in conditions`,
        `call it "${field.id}_answer", for example`,
      );
  for (const step of form.steps)
    if (step.id === 'end')
      report.error(
        'reserved_name',
        { on: step, path: ['id'] },
        'a step cannot be called "end": that is where jumps leave the form',
        'call it "last", for example',
      );
}
