/** Phone numbers in one form (E.164) wherever that can be told from what was typed; for links to call, not for proof. */
import type { Answers } from '../../widget/engine/input.ts';
import type { Form } from '../../widget/schema/form.ts';

/** Calling codes by country, for numbers typed without one. */
const codes = `1 US CA|7 RU KZ|20 EG|27 ZA|30 GR|31 NL|32 BE|33 FR|34 ES|36 HU|39 IT VA|40 RO|41 CH|43 AT|44 GB GG JE IM|45 DK|46 SE|47 NO|48 PL|49 DE|51 PE|52 MX|53 CU|54 AR|55 BR|56 CL|57 CO|58 VE|60 MY|61 AU|62 ID|63 PH|64 NZ|65 SG|66 TH|81 JP|82 KR|84 VN|86 CN|90 TR|91 IN|92 PK|93 AF|94 LK|95 MM|98 IR|211 SS|212 MA|213 DZ|216 TN|218 LY|220 GM|221 SN|233 GH|234 NG|237 CM|251 ET|254 KE|255 TZ|256 UG|260 ZM|263 ZW|351 PT|352 LU|353 IE|354 IS|355 AL|356 MT|357 CY|358 FI|359 BG|370 LT|371 LV|372 EE|373 MD|374 AM|375 BY|376 AD|377 MC|378 SM|380 UA|381 RS|382 ME|383 XK|385 HR|386 SI|387 BA|389 MK|420 CZ|421 SK|423 LI|502 GT|503 SV|504 HN|505 NI|506 CR|507 PA|591 BO|593 EC|595 PY|598 UY|852 HK|853 MO|855 KH|856 LA|880 BD|886 TW|960 MV|961 LB|962 JO|963 SY|964 IQ|965 KW|966 SA|967 YE|968 OM|971 AE|972 IL|973 BH|974 QA|975 BT|976 MN|977 NP|992 TJ|993 TM|994 AZ|995 GE|996 KG|998 UZ`;

const codeByCountry = new Map(
  codes.split('|').flatMap((entry) => {
    const [code = '', ...countries] = entry.split(' ');
    return countries.map((country) => [country, code] as const);
  }),
);

/** What is dialled before a number within a country; 0 unless said. Italy's 0 belongs to the number. */
const trunks: Record<string, string> = {
  IT: '',
  SM: '',
  VA: '',
  US: '1',
  CA: '1',
  RU: '8',
  KZ: '8',
  HU: '06',
  LT: '8',
};

/** The number with + and country code, or undefined if its country is not known. */
export function toE164(typed: string, country: string | undefined): string | undefined {
  const [number = ''] = typed.split(/x|ext|#/i);
  const international = /^\s*(\+|00)/.exec(number);
  // "+44 (0)20" means 0 only from within.
  const digits = number.replace(/\(0\)/, international ? '' : '0').replace(/\D/g, '');
  if (international) return checked(international[1] === '00' ? digits.slice(2) : digits);
  const code = country === undefined ? undefined : codeByCountry.get(country);
  if (country === undefined || code === undefined) return undefined;
  const trunk = trunks[country] ?? '0';
  return checked(code + (trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits));
}

const checked = (digits: string) => (/^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined);

/** Every phone number among the answers to a form that can be dialled from anywhere. */
export function phonesIn(form: Form, answers: Answers): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of form.steps.flatMap((step) => step.fields)) {
    const value = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
    if (field.type !== 'phone' || typeof value !== 'string') continue;
    const number = toE164(value, field.country);
    if (number !== undefined) found[field.id] = number;
  }
  return found;
}
