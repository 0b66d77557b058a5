/** The small vocabulary that every part of a form is written in: ids, texts, addresses, points. */
import { z } from 'zod';
import { domainOf } from '../engine/email.ts';
import { isSafeUrl } from '../engine/url.ts';

/** Ids become keys of objects in several languages and databases, so they stay this plain for ever. */
export const idPattern = /^[a-z][a-z0-9_]{0,40}$/;

/** Every name that a plain object already answers to; `constructor` is the only one the pattern lets through. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

export const Id = z
  .string()
  .regex(idPattern, 'an id is 1 to 41 small letters, digits and underscores, and starts with a letter')
  .refine((id) => !inherited.has(id), 'this name belongs to every object; choose another id')
  .meta({
    description: 'Permanent name of this part. Labels may change at any time, ids never do.',
    examples: ['company_size'],
  });

export const FormId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'a form id is 1 to 64 small letters, digits and hyphens')
  .refine((id) => !inherited.has(id), 'this name belongs to every object; choose another id')
  .meta({
    description: 'Permanent name of the form, part of its addresses.',
    examples: ['crm-demo'],
  });

export const LanguageCode = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language is a code such as "en", "pl" or "pt-BR"')
  .meta({ description: 'A language code (BCP 47).', examples: ['en'] });

/** Long enough for a consent clause, short enough that a page never carries a novel. */
const longestText = 4000;

const PlainText = z.string().max(longestText, `a text has at most ${longestText} characters`);

/** A text in the form's language, or one text for each language. */
export const Text = z.union([PlainText, z.record(LanguageCode, PlainText)]).meta({
  description:
    'Plain text, or one text per language. Knows {{field|fallback}}, **bold** and [links](https://example.com).',
  examples: ['Book a demo', { en: 'Book a demo', pl: 'Umów prezentację' }],
});
export type Text = z.infer<typeof Text>;

export const Url = z
  .string()
  .max(2000)
  .refine(isSafeUrl, 'an address starts with https://, mailto:, tel: or / and has no spaces')
  .meta({
    description:
      'An address: https, mailto, tel, or a path on this site. Answers may stand behind the "?" as {{field}}.',
    examples: ['https://cal.com/acme/intro'],
  });

/** Whether mail can be sent there. What a control character would do in the head of a mail is nobody's business. */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && !/\p{Cc}/u.test(text) && domainOf(text) !== undefined;

export const MailAddress = z
  .string()
  .max(254)
  .refine(isMailAddress, 'an address has a name, an @ and a domain, such as "sales@acme.com"')
  .meta({ description: 'An e-mail address.', examples: ['sales@acme.com'] });

/** Exactly what a browser sends as Origin: scheme, host in small letters, and the port where it is not the usual one. */
export const Origin = z
  .string()
  .max(300)
  .refine(isOrigin, 'an origin is a scheme and a host and nothing more, such as "https://acme.com"')
  .meta({ description: 'One site, as browsers name it.', examples: ['https://acme.com'] });

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const WholePoints = z
  .number()
  .int('points are whole numbers')
  .min(-1000)
  .max(1000)
  .meta({ description: 'Whole points, negative to take away.', examples: [10] });

export const Points = z.union([WholePoints, z.record(Id, WholePoints)]).meta({
  description:
    'Points for the first dimension (a number), or for each named dimension. Whole numbers; negative ones take away.',
  examples: [10, { fit: 30 }, { fit: 10, intent: -5 }],
});
export type Points = z.infer<typeof Points>;

export const Note = z
  .string()
  .max(longestText)
  .optional()
  .meta({
    description: 'A note to colleagues. Never leaves the server.',
    examples: ['Agreed with sales in May.'],
  });
