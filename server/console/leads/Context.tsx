/** Where a visitor came from and what was known at the start, in words. */
import { at } from '../router.ts';

type Facts = Record<string, string | number | boolean>;

interface Props {
  context: Facts;
  form: string;
  version: number;
  outcome: string;
}

const names: Record<string, string> = {
  'page.path': 'Page',
  'referrer.host': 'Came from',
  language: 'Language',
  'visit.count': 'Visits',
  'visit.days': 'Days since first visit',
  'visit.minutes': 'Minutes on the site',
  'utm.source': 'Source',
  'utm.medium': 'Medium',
  'utm.campaign': 'Campaign',
  'utm.term': 'Term',
  'utm.content': 'Content',
};

/** In the order above, what has no name of its own behind it. */
function ordered(context: Facts): [string, string][] {
  const order = Object.keys(names);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(context)
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => [names[name] ?? name, String(value)]);
}

export function Context({ context, form, version, outcome }: Props) {
  return (
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
      {ordered(context).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
