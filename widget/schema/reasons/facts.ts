/** What sales calls a fact, and where it stands among the others. */

const names: Record<string, string> = {
  'page.path': 'Page',
  language: 'Language',
  'visit.count': 'Visits',
  'visit.days': 'Days since first visit',
  'visit.minutes': 'Minutes on the site',
  'referrer.host': 'Came from',
  'utm.source': 'Source',
  'utm.medium': 'Medium',
  'utm.campaign': 'Campaign',
  'utm.term': 'Term',
  'utm.content': 'Content',
  'utm.id': 'Campaign id',
  'click.gclid': 'Google Ads click',
  'click.gbraid': 'Google Ads click to an app',
  'click.wbraid': 'Google Ads click from an app',
  'click.dclid': 'Google display click',
  'click.fbclid': 'Meta click',
  'click.msclkid': 'Microsoft Ads click',
  'click.ttclid': 'TikTok click',
  'click.twclid': 'X click',
  'click.li_fat_id': 'LinkedIn click',
  'click.rdt_cid': 'Reddit click',
  'click.epik': 'Pinterest click',
  'click.yclid': 'Yandex click',
  'landing.path': 'Landed on',
};
const order = Object.keys(names);

/** In the order above; what has no name of its own behind it, by the one that it has in a form. */
export function factName(name: string): { words: string; place: number } {
  return Object.hasOwn(names, name)
    ? { words: String(names[name]), place: order.indexOf(name) }
    : { words: name, place: order.length };
}
