/** Where a visitor came from and what was known at the start, in words. */

import { factName } from '../../../widget/schema/reasons/facts.ts';
import { at } from '../router.ts';

type Facts = Record<string, string | number | boolean>;

interface Props {
  context: Facts;
  /** What first brought this person here; else what the facts themselves say of it. */
  firstTouch?: Facts;
  form: string;
  version: number;
  outcome: string;
}

const first = 'first.';
const isTouch = (name: string) => /^(utm|click|referrer|landing)\./.test(name);

/** The facts whose names pass, under the names that are left of them. */
const pickFacts = (facts: Facts, passes: (name: string) => boolean, from = 0): Facts =>
  Object.fromEntries(
    Object.entries(facts)
      .filter(([name]) => passes(name))
      .map(([name, value]) => [name.slice(from), value]),
  );

export function Context({ context, firstTouch, form, version, outcome }: Props) {
  const last = pickFacts(context, isTouch);
  const before = firstTouch ?? pickFacts(context, (name) => name.startsWith(first), first.length);
  return (
    <>
      <dl class="facts">
        <div>
          <dt>Form</dt>
          <dd>
            <a href={at(`forms/${form}`)}>{form}</a> v{version}
          </dd>
        </div>
        <div>
          <dt>Ending shown</dt>
          <dd>{outcome}</dd>
        </div>
        <Rows facts={pickFacts(context, (name) => !isTouch(name) && !name.startsWith(first))} />
      </dl>
      <Touch title="Last touch" facts={last} />
      <Touch title="First touch" facts={before} other={last} />
    </>
  );
}

/** What brought somebody here. Nothing where nobody told. */
function Touch({ title, facts, other }: { title: string; facts: Facts; other?: Facts }) {
  const names = Object.keys(facts);
  if (names.length === 0) return null;
  const isDirect = names.every((name) => name === 'landing.path');
  const isSame =
    other && names.length === Object.keys(other).length && names.every((name) => other[name] === facts[name]);
  return (
    <>
      <h3 class="facts-title">{title}</h3>
      {isSame ? (
        <p class="muted">The same.</p>
      ) : (
        <dl class="facts">
          {isDirect && (
            <div>
              <dt>Came from</dt>
              <dd>nowhere that told</dd>
            </div>
          )}
          <Rows facts={facts} />
        </dl>
      )}
    </>
  );
}

function Rows({ facts }: { facts: Facts }) {
  const named = Object.entries(facts).map(([name, value]) => ({ ...factName(name), value }));
  return named
    .sort((a, b) => a.place - b.place)
    .map(({ words, value }) => (
      <div key={words}>
        <dt>{words}</dt>
        <dd>{String(value)}</dd>
      </div>
    ));
}
