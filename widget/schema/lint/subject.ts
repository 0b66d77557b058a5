/** What every check looks at: the form, its parts by name, and in which order they stand. */
import type { Field, Form, Step } from '../form.ts';
import { valueAt } from './grammar.ts';
import type { Report } from './problems.ts';
import type { Source, Spot } from './source.ts';

/** A field, and where it stands. */
export interface Placed {
  field: Field;
  step: Step;
  /** Position among all fields of the form. */
  position: number;
}

/** Names that the file declares, also in parts that the schema refused: a reference to them is not wrong. */
export interface Names {
  steps: ReadonlySet<string>;
  fields: ReadonlySet<string>;
  /** Ids of the options, by field. */
  options: ReadonlyMap<string, ReadonlySet<string>>;
  dimensions: ReadonlySet<string>;
  signals: ReadonlySet<string>;
  outcomes: ReadonlySet<string>;
}

export interface Subject {
  /** What of the form the schema accepts. */
  form: Form;
  names: Names;
  fields: ReadonlyMap<string, Placed>;
  /** Position of the first field of a step among all fields, and of the first one after it. */
  bounds: (step: Step) => { from: number; to: number };
  /** Position of a field among all fields; two fields of one name have one each. */
  positionOf: (field: Field) => number;
  report: Report;
  describe: (spot: Spot) => string;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const idsOf = (value: unknown): string[] =>
  listOf(value).flatMap((item) => {
    const id = valueAt(item, ['id']);
    return typeof id === 'string' ? [id] : [];
  });

/** Reads the declared names off a value that may be anything. */
export function readNames(root: unknown): Names {
  const fields = listOf(valueAt(root, ['steps'])).flatMap((step) => listOf(valueAt(step, ['fields'])));
  const options = new Map<string, ReadonlySet<string>>();
  for (const field of fields) {
    const id = valueAt(field, ['id']);
    if (typeof id === 'string' && !options.has(id))
      options.set(id, new Set(idsOf(valueAt(field, ['options']))));
  }
  const declared = valueAt(root, ['scoring', 'dimensions']);
  return {
    steps: new Set(idsOf(valueAt(root, ['steps']))),
    fields: new Set(idsOf(fields)),
    options,
    // Without declared dimensions there is one, called "score".
    dimensions: new Set(
      typeof declared === 'object' && declared !== null ? Object.keys(declared) : ['score'],
    ),
    signals: new Set(idsOf(valueAt(root, ['signals']))),
    outcomes: new Set(idsOf(valueAt(root, ['outcomes']))),
  };
}

/** Prepares a form for the checks. */
export function subjectOf(form: Form, names: Names, source: Source, report: Report): Subject {
  const fields = new Map<string, Placed>();
  const positions = new Map<Field, number>();
  const bounds = new Map<Step, { from: number; to: number }>();
  for (const step of form.steps) {
    const from = positions.size;
    for (const field of step.fields) {
      const placed = { field, step, position: positions.size };
      positions.set(field, placed.position);
      if (!fields.has(field.id)) fields.set(field.id, placed);
    }
    bounds.set(step, { from, to: positions.size });
  }
  return {
    form,
    names,
    fields,
    bounds: (step) => bounds.get(step) ?? { from: 0, to: 0 },
    positionOf: (field) => positions.get(field) ?? 0,
    report,
    describe: source.describe,
  };
}
