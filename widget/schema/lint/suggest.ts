/** 'did you mean': the nearest of the names that would have been right. */

/**
 * Damerau-Levenshtein distance (optimal string alignment): letters added, left out, changed, or swapped with their
 * neighbour. Gives up above `limit`.
 */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

/** What people write who know other tools; each must be among the candidates to be suggested. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  eq: ['is'],
  equals: ['is'],
  '==': ['is'],
  '=': ['is'],
  ne: ['not'],
  neq: ['not'],
  '!=': ['not'],
  isnot: ['not'],
  nin: ['notIn'],
  min: ['gte'],
  max: ['lte'],
  '>': ['gt'],
  '>=': ['gte'],
  '<': ['lt'],
  '<=': ['lte'],
  includes: ['has', 'contains'],
  exists: ['answered'],
  and: ['all'],
  or: ['any'],
  select: ['dropdown'],
  radio: ['choice'],
  single: ['choice'],
  checkboxes: ['choices'],
  multiselect: ['choices'],
  multiple: ['choices'],
  checkbox: ['consent'],
  boolean: ['consent'],
  textarea: ['longtext'],
  string: ['text'],
  tel: ['phone'],
  utm_source: ['utm.source'],
  utm_medium: ['utm.medium'],
  utm_campaign: ['utm.campaign'],
  gclid: ['click.gclid'],
  fbclid: ['click.fbclid'],
  msclkid: ['click.msclkid'],
  referrer: ['referrer.host'],
  landing_page: ['landing.path'],
  mail: ['email'],
  integer: ['number'],
  slider: ['range'],
  stars: ['rating'],
  nps: ['rating'],
  website: ['url'],
  if: ['when'],
  showif: ['when'],
  condition: ['when'],
  name: ['id', 'label', 'title'],
  key: ['id'],
  question: ['label'],
  description: ['help', 'text'],
  values: ['options'],
  choices: ['options'],
  weight: ['points'],
  value: ['points', 'id'],
  mandatory: ['required'],
  goto: ['go', 'next'],
  to: ['go'],
  link: ['url'],
  href: ['url'],
  comment: ['note'],
  reason: ['why'],
  color: ['accent'],
  thankyou: ['message'],
  calendar: ['booking'],
  file: ['download'],
};

const plain = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '');

/** More names than this are not searched; a form of that size has other worries. */
const mostCandidates = 2000;

/** The candidate that was most likely meant, or undefined if none is near. */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  const names = [...candidates].slice(0, mostCandidates);
  const wanted = plain(name);
  const alike = names.find((candidate) => plain(candidate) === wanted);
  if (alike !== undefined) return alike;

  // One slip in a short name, two in a middling one, three in a long one.
  let best = name.length <= 3 ? 1 : name.length <= 7 ? 2 : 3;
  let found: string | undefined;
  for (const candidate of names) {
    // Short names share letters by chance: more than half of the candidate must stay.
    const limit = Math.min(best, Math.ceil(candidate.length / 2));
    const far = distance(wanted, plain(candidate), limit);
    if (far > limit || (found !== undefined && far === best)) continue;
    best = far;
    found = candidate;
  }
  const meant = Object.hasOwn(synonyms, wanted) ? synonyms[wanted] : undefined;
  return found ?? meant?.find((candidate) => names.includes(candidate));
}

/** 'a, b or c', cut where it would run on. */
export function listed(names: Iterable<string>, word = 'or'): string {
  const all = [...names];
  const shown = all.slice(0, 12).map((name) => `"${name}"`);
  if (all.length > shown.length) return `${shown.join(', ')} and ${all.length - shown.length} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} ${word} ${last}`;
}

/** 'did you mean "x"?', or else the names there are, or else what to do without any. */
export function suggest(name: unknown, candidates: Iterable<string>, otherwise: string): string {
  const names = [...candidates];
  const near = typeof name === 'string' ? closest(name, names) : undefined;
  if (near !== undefined) return `did you mean "${near}"?`;
  return names.length === 0
    ? otherwise
    : `there ${names.length === 1 ? 'is' : 'are'} ${listed(names, 'and')}`;
}
