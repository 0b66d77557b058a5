/** The part of a form that can be checked further although the schema refuses the whole: the rest is cut out. */
import { Form } from '../form.ts';
import { valueAt } from './grammar.ts';
import type { Token } from './source.ts';

/** Each round may uncover what was broken behind it; a form has no more layers than this. */
const mostRounds = 12;
const cut = Symbol('cut');

/** What the root must have and can be guessed, so that its absence does not end the check. */
const stand: Readonly<Record<string, unknown>> = {
  id: 'form',
  title: '…',
  outcomes: [{ id: 'thanks', show: { type: 'message', title: '…' } }],
};
/** Texts are only read, so any will do. */
const texts = new Set(['label', 'title']);

/**
 * Cuts out of `root`, in place, all that the schema refuses: first the refused value itself, then, where it is needed, what
 * holds it. The parts that stay are the same objects as before, so they can still be located. Undefined if nothing is left.
 */
export function soundPart(root: unknown): Form | undefined {
  if (typeof root !== 'object' || root === null || Array.isArray(root)) return undefined;
  for (let round = 0; round < mostRounds; round += 1) {
    const result = Form.safeParse(root);
    // The checks read `root` and not the copy: only the former can be located. Both are alike, as nothing is transformed.
    if (result.success) return root as Form;
    const lists = new Set<unknown[]>();
    for (const issue of result.error.issues) {
      const path = issue.path.map((token) => (typeof token === 'number' ? token : String(token)));
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys) remove(root, [...path, key], lists);
      else if (!remove(root, path, lists)) return undefined;
    }
    for (const list of lists) list.splice(0, list.length, ...list.filter((item) => item !== cut));
  }
  return undefined;
}

/** Removes what stands at a path; if nothing does, it is missing, and what should hold it goes. False at the root. */
function remove(root: object, path: readonly Token[], lists: Set<unknown[]>): boolean {
  const last = path.at(-1);
  if (last === undefined) return false;
  const holder = valueAt(root, path.slice(0, -1));
  if (holder === cut || typeof holder !== 'object' || holder === null) return true;
  const members = holder as Record<Token, unknown>;
  if (path.length === 1 && Object.hasOwn(stand, last)) {
    members[last] = structuredClone(stand[last]);
    return true;
  }
  if (typeof last === 'string' && texts.has(last) && members[last] !== '…') {
    members[last] = '…';
    return true;
  }
  if (!Object.hasOwn(holder, last)) return remove(root, path.slice(0, -1), lists);
  if (Array.isArray(holder)) {
    members[last] = cut;
    lists.add(holder);
  } else delete members[last];
  return true;
}
