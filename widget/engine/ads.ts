/** Campaign keys and click ids in the address of a page, as facts. */
import { clickIds, fitFact } from './facts.ts';

/** Addresses can be made as long as anybody likes. */
const mostCampaignKeys = 20;

/** Reads a query string; empty ones are none. */
export function adsIn(query: string): Record<string, string> {
  const found: Record<string, string> = {};
  let keys = 0;
  for (const [parameter, value] of new URLSearchParams(query)) {
    const small = parameter.toLowerCase();
    const utm = /^utm_([a-z_]{1,40})$/.exec(parameter)?.[1];
    const name = utm ? `utm.${utm}` : (clickIds as readonly string[]).includes(small) ? `click.${small}` : '';
    const text = name && value ? fitFact(name, value) : undefined;
    if (text === undefined || (utm && ++keys > mostCampaignKeys)) continue;
    found[name] = text;
  }
  return found;
}
