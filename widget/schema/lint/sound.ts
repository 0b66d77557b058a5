/** The part of a form that can be checked further although the schema refuses the whole: the rest is cut out. */
import { textKeys } from '../definition.ts';
import { Form } from '../form.ts';
import { keysAt, valueAt } from './grammar.ts';
import type { Token } from './source.ts';
import { closest } from './suggest.ts';

export interface Sound {
  form: Form;
  /** Nothing is missing that has a say in how people are judged, so proofs about the whole still hold. */
  judges: boolean;
  /** Tests that have lost a part, or what holds them: what they say is no longer what was meant. */
  brokenTests: ReadonlySet<unknown>;
}

/** Each round may uncover what was broken behind it; a form has no more layers than this. */
const mostRounds = 12;
const cut = Symbol('cut');

/** What the root must have and can be guessed, so that its absence does not end the check. */
const stand: Readonly<Record<string, unknown>> = {
  id: 'form',
  title: '…',
  outcomes: [{ id: 'thanks', show: { type: 'message', title: '…' } }],
};
/** What must be there and is only read, so any will do. */
const fillers: Readonly<Record<string, string>> = { label: '…', title: '…', url: '/', phone: '+100000' };

/** Parts of the root that have no say in how people are judged. */
const mute = new Set(
  '$schema id title language kind theme advance profiling retention confirmation note tests'.split(' '),
);
/** Keys that have none wherever they stand, texts aside. */
const muteKeys = new Set(
  'note why icon show assign autocomplete rows currency top remember prefill advance private sqlBy'.split(
    ' ',
  ),
);
const judging = new Set<Token>(['when', 'mql', 'sql', 'points']);

/** Whether what stands at a path has a say in how people are judged. Says yes where it is not known. */
function hasSay(path: readonly Token[]): boolean {
  if (mute.has(String(path[0]))) return false;
  for (const [index, token] of path.entries()) {
    if (judging.has(token)) return true;
    if (path[index - 1] === 'dimensions') continue;
    if (typeof token === 'string' && (textKeys.has(token) || muteKeys.has(token))) return false;
  }
  return true;
}

type Issue = NonNullable<ReturnType<typeof Form.safeParse>['error']>['issues'][number];

/** A badly spelt id is still an id: what carries it is checked on. */
const isMisspeltId = (issue: Issue, id: unknown): boolean =>
  (issue.code === 'invalid_format' || issue.code === 'custom') &&
  issue.path.at(-1) === 'id' &&
  typeof id === 'string' &&
  !(id in Object.prototype);

/**
 * Cuts out of `root`, in place, all that the schema refuses: first the refused value itself, then, where it is needed, what
 * holds it. The parts that stay are the same objects as before, so they can still be located. Undefined if nothing is left.
 */
export function soundPart(root: unknown): Sound | undefined {
  if (typeof root !== 'object' || root === null || Array.isArray(root)) return undefined;
  const brokenTests = new Set<unknown>();
  let judges = true;
  /** `meant` is what the part at a path was probably meant to be. */
  const lose = (path: readonly Token[], meant = path) => {
    if (hasSay(meant)) judges = false;
    if (meant[0] === 'tests') brokenTests.add(valueAt(root, path.slice(0, 2)));
  };

  for (let round = 0; round < mostRounds; round += 1) {
    const result = Form.safeParse(root);
    const issues = (result.error?.issues ?? [])
      .map((issue) => ({
        issue,
        path: issue.path.map((token) => (typeof token === 'number' ? token : String(token))),
      }))
      .filter(({ issue, path }) => !isMisspeltId(issue, valueAt(root, path)));
    // The checks read `root` and not the copy: only the former can be located. Both are alike, as nothing is transformed.
    if (issues.length === 0) return { form: root as Form, judges, brokenTests };
    const lists = new Set<unknown[]>();
    for (const { issue, path } of issues)
      if (issue.code === 'unrecognized_keys') {
        const allowed = keysAt(path, root);
        for (const key of issue.keys) {
          // A key that is no slip of the pen stands for nothing, so nothing is lost with it.
          const near = closest(key, allowed);
          if (near !== undefined) lose([...path, key], [...path, near]);
          remove(root, [...path, key], lists);
        }
      } else if (!remove(root, path, lists, lose)) return undefined;
    for (const list of lists) list.splice(0, list.length, ...list.filter((item) => item !== cut));
  }
  return undefined;
}

/** Removes what stands at a path; if nothing does, it is missing, and what should hold it goes. False at the root. */
function remove(
  root: object,
  path: readonly Token[],
  lists: Set<unknown[]>,
  lose?: (path: readonly Token[]) => void,
): boolean {
  const last = path.at(-1);
  if (last === undefined) return false;
  const holder = valueAt(root, path.slice(0, -1));
  if (holder === cut || typeof holder !== 'object' || holder === null) return true;
  const members = holder as Record<Token, unknown>;
  // There, any name may be that of a field.
  const namesFields = path[0] === 'tests' || path.some((token) => judging.has(token));
  const filler =
    typeof last === 'string' && !namesFields && Object.hasOwn(fillers, last) ? fillers[last] : undefined;
  const isStanding = path.length === 1 && Object.hasOwn(stand, last);
  const isShow = path.length === 3 && path[0] === 'outcomes' && last === 'show';
  const isFilled = filler !== undefined && members[last] !== filler;
  if (!Object.hasOwn(holder, last) && !isStanding && !isShow && !isFilled)
    return remove(root, path.slice(0, -1), lists, lose);

  lose?.(path);
  if (isStanding) members[last] = structuredClone(stand[last]);
  else if (isShow) members[last] = { type: 'message' };
  else if (isFilled) members[last] = filler;
  else if (Array.isArray(holder)) {
    members[last] = cut;
    lists.add(holder);
  } else delete members[last];
  return true;
}
