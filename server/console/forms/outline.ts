/** The structure of a form as a list to jump by: steps with their questions, then what is decided from them. */
import type { Problem } from '../../../widget/schema/lint.ts';

export interface OutlineItem {
  pointer: string;
  label: string;
  /** Type of a question, kind of an ending, or the like. */
  kind?: string;
  /** Shown only under a condition. */
  conditional?: boolean;
  required?: boolean;
  children?: OutlineItem[];
}

export interface OutlineGroup {
  name: string;
  pointer: string;
  items: OutlineItem[];
}

type Loose = Record<string, unknown>;
const record = (value: unknown): Loose =>
  typeof value === 'object' && value !== null ? (value as Loose) : {};
const list = (value: unknown): Loose[] => (Array.isArray(value) ? value.map(record) : []);
const text = (value: unknown): string => {
  const first = typeof value === 'object' && value !== null ? Object.values(value)[0] : value;
  return first === undefined || first === null ? '' : String(first);
};

/** Reads what is there, whether or not it is a form yet. */
export function outlineOf(value: unknown): OutlineGroup[] {
  const form = record(value);
  const scoring = record(form.scoring);
  const qualify = record(form.qualify);
  const groups: OutlineGroup[] = [
    {
      name: 'Steps',
      pointer: '/steps',
      items: list(form.steps).map((step, index) => ({
        pointer: `/steps/${index}`,
        label: text(step.title) || text(step.id) || `Step ${index + 1}`,
        conditional: step.when !== undefined,
        children: list(step.fields).map((field, position) => ({
          pointer: `/steps/${index}/fields/${position}`,
          label: text(field.label) || text(field.id),
          kind: text(field.type),
          conditional: field.when !== undefined,
          required: field.required === true,
        })),
      })),
    },
    {
      name: 'Score',
      pointer: '/scoring',
      items: [
        ...Object.entries(record(scoring.dimensions)).map(([id, dimension]) => ({
          pointer: `/scoring/dimensions/${id}`,
          label: text(record(dimension).label) || id,
          kind: `0–${text(record(dimension).max) || '100'}`,
        })),
        ...list(scoring.rules).map((rule, index) => ({
          pointer: `/scoring/rules/${index}`,
          label: text(rule.why) || text(rule.id),
          kind: 'rule',
        })),
        ...list(form.signals).map((one, index) => ({
          pointer: `/signals/${index}`,
          label: text(one.why) || text(one.id),
          kind: 'signal',
        })),
      ],
    },
    {
      name: 'Lines',
      pointer: '/qualify',
      items: [
        ...list(qualify.disqualify).map((rule, index) => ({
          pointer: `/qualify/disqualify/${index}`,
          label: text(rule.why) || text(rule.id),
          kind: 'disqualify',
        })),
        ...['mql', 'sql']
          .filter((line) => qualify[line] !== undefined)
          .map((line) => ({ pointer: `/qualify/${line}`, label: line.toUpperCase() })),
      ],
    },
    {
      name: 'Endings',
      pointer: '/outcomes',
      items: list(form.outcomes).map((outcome, index) => ({
        pointer: `/outcomes/${index}`,
        label: text(outcome.id) || `Ending ${index + 1}`,
        kind: text(record(outcome.show).type),
        conditional: outcome.when !== undefined,
      })),
    },
    {
      name: 'Tests',
      pointer: '/tests',
      items: list(form.tests).map((one, index) => ({
        pointer: `/tests/${index}`,
        label: text(one.name) || `Test ${index + 1}`,
      })),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** The worst that is wrong at a part or inside it. */
export function worstAt(pointer: string, problems: readonly Problem[]): Problem['severity'] | undefined {
  const inside = problems.filter(
    (problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`),
  );
  return inside.find(({ severity }) => severity === 'error')?.severity ?? inside[0]?.severity;
}
