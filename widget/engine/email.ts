/** E-mail addresses: what is one, whose domain it is, and which domains anybody gets for free. */

/**
 * Providers that hand out addresses to anybody, as NAME: ENDINGS. Short on purpose, because it travels to every visitor whose
 * form asks for a work address: these carry nearly all private mail of Europe, the Americas and East Asia.
 */
const free = `gmail googlemail icloud me mac aol hey zoho ymail rocketmail inbox fastmail tutanota hushmail msn passport lycos juno comcast verizon att sbcglobal bellsouth cox charter earthlink btinternet sky virginmedia talktalk blueyonder qq 163 126 sina sohu foxmail naver hanmail daum rediffmail mail email usa:com
outlook hotmail live:com co.uk fr de it es nl be at dk se no com.br com.ar com.mx com.au co.jp cl ie in
yahoo:com co.uk fr de it es ca in pl ro gr ie com.br com.ar com.mx com.au co.jp co.id com.tr com.vn co.in
gmx:de net at ch com fr co.uk
web freenet t-online arcor online:de
proton protonmail pm:me com ch
wp o2 onet interia op vp tlen gazeta poczta:pl
interia:eu
libero virgilio tiscali alice tin aruba:it
orange wanadoo free laposte sfr neuf bbox:fr
mail yandex rambler bk list inbox ya:ru
yandex:com by kz
ukr i meta bigmir:net ua
seznam centrum email atlas volny:cz
bluewin sunrise hispeed:ch
telenet skynet:be
ziggo kpnmail planet home hetnet:nl
uol bol terra ig:com.br
hotmail windowslive:com
telia:com
mynet:com
tuta:io com
abv:bg
sapo:pt
docomo ezweb:ne.jp
shaw rogers sympatico:ca
bigpond optusnet:com com.au`;

/** Addresses made to be thrown away. */
const throwAway = `mailinator guerrillamail 10minutemail yopmail tempmail temp-mail trashmail sharklasers getnada dispostable maildrop fakeinbox throwawaymail mintemail mohmal emailondeck mailnesia spamgourmet grr mytemp moakt tempr discard 33mail burnermail mailcatch:com
yopmail:fr net
guerrillamail:info net org de biz
temp-mail:org io
trashmail:net de
maildrop:cc
discard:email
tempr:email
getairmail:com
mail-temp:com
minuteinbox:com
1secmail:com net org
dropmail:me
tempail:com`;

const domains = (list: string): Set<string> =>
  new Set(
    list.split('\n').flatMap((line) => {
      const [names = '', endings = ''] = line.split(':');
      return names.split(' ').flatMap((name) => endings.split(' ').map((ending) => `${name}.${ending}`));
    }),
  );

const freeDomains = /* @__PURE__ */ domains(free);
const throwAwayDomains = /* @__PURE__ */ domains(throwAway);

/** Whether anybody gets an address there: free providers, and the throw-away ones too. */
export const isFreeDomain = (domain: string): boolean =>
  freeDomains.has(domain) || throwAwayDomains.has(domain);

export const isThrowAwayDomain = (domain: string): boolean => throwAwayDomains.has(domain);

/** The domain of an address in small letters, or undefined if this is no address. Any script may stand in it. */
export function domainOf(address: string): string | undefined {
  if (!/^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@"(),:;<>[\\\]_]+$/.test(address) || /\.\.|^\.|\.@/.test(address))
    return undefined;
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => /^(?!-).{1,63}(?<!-)$/u.test(label))) return undefined;
  return /^(\p{L}{2,}|xn--[a-z0-9-]+)$/u.test(labels.at(-1) ?? '') ? domain : undefined;
}
