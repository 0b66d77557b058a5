/** Phone numbers as machines dial them: E.164, from what people type. For the server; the browser never needs it. */

/**
 * ITU country calling codes by ISO 3166 country, as CODE: COUNTRIES. Codes that several countries share stand with all of
 * them. Islands that have their own leading digits within a shared code (NANP, +44, +590 …) are dialled the same way.
 */
const table = `1:US CA AG AI AS BB BM BS DM DO GD GU JM KN KY LC MP MS PR SX TC TT VC VG VI UM
7:RU KZ
20:EG 27:ZA 30:GR 31:NL 32:BE 33:FR 34:ES 36:HU 39:IT VA 40:RO 41:CH 43:AT 44:GB GG IM JE 45:DK 46:SE 47:NO SJ BV 48:PL 49:DE
51:PE 52:MX 53:CU 54:AR 55:BR 56:CL 57:CO 58:VE 60:MY 61:AU CC CX 62:ID 63:PH 64:NZ PN 65:SG 66:TH
81:JP 82:KR 84:VN 86:CN 90:TR 91:IN 92:PK 93:AF 94:LK 95:MM 98:IR
211:SS 212:MA EH 213:DZ 216:TN 218:LY 220:GM 221:SN 222:MR 223:ML 224:GN 225:CI 226:BF 227:NE 228:TG 229:BJ
230:MU 231:LR 232:SL 233:GH 234:NG 235:TD 236:CF 237:CM 238:CV 239:ST 240:GQ 241:GA 242:CG 243:CD 244:AO 245:GW 246:IO
247:AC 248:SC 249:SD 250:RW 251:ET 252:SO 253:DJ 254:KE 255:TZ 256:UG 257:BI 258:MZ 260:ZM 261:MG 262:RE YT TF 263:ZW
264:NA 265:MW 266:LS 267:BW 268:SZ 269:KM 290:SH TA 291:ER 297:AW 298:FO 299:GL
350:GI 351:PT 352:LU 353:IE 354:IS 355:AL 356:MT 357:CY 358:FI AX 359:BG 370:LT 371:LV 372:EE 373:MD 374:AM 375:BY 376:AD
377:MC 378:SM 380:UA 381:RS 382:ME 383:XK 385:HR 386:SI 387:BA 389:MK 420:CZ 421:SK 423:LI
500:FK GS 501:BZ 502:GT 503:SV 504:HN 505:NI 506:CR 507:PA 508:PM 509:HT 590:GP BL MF 591:BO 592:GY 593:EC 594:GF 595:PY
596:MQ 597:SR 598:UY 599:CW BQ
670:TL 672:NF AQ HM 673:BN 674:NR 675:PG 676:TO 677:SB 678:VU 679:FJ 680:PW 681:WF 682:CK 683:NU 685:WS 686:KI 687:NC
688:TV 689:PF 690:TK 691:FM 692:MH
850:KP 852:HK 853:MO 855:KH 856:LA 880:BD 886:TW
960:MV 961:LB 962:JO 963:SY 964:IQ 965:KW 966:SA 967:YE 968:OM 970:PS 971:AE 972:IL 973:BH 974:QA 975:BT 976:MN 977:NP
992:TJ 993:TM 994:AZ 995:GE 996:KG 998:UZ`;

/** Codes that belong to no country: satellites, shared and freephone services. */
const beyondCountries = '388 800 808 870 878 881 882 883 888 979'.split(' ');

/** What is dialled before a number within its country, and left out from abroad. A single 0 unless it stands here. */
const trunks: Readonly<Record<string, readonly string[]>> = {
  '1': ['1'],
  '7': ['8'],
  '36': ['06'],
  '52': ['01', '044', '045'],
  '370': ['0', '8'],
  '375': ['80', '0', '8'],
  '993': ['8'],
};

/**
 * Codes where a number is dialled whole from everywhere. Where one begins with 0 there (Italy, San Marino, Ivory Coast,
 * Congo, Gabon, Benin), the 0 is part of it.
 */
const whole = new Set(
  `30 34 39 45 47 48 350 351 352 354 356 357 371 372 376 377 378 420 423 298 299
216 220 221 222 223 224 225 226 227 228 229 230 235 236 237 238 239 240 241 242 244 245 246 247 248 253 257 258
266 267 268 269 290 297 56 57 500 501 502 503 504 505 506 507 509 592 597 599
65 670 672 673 674 675 676 677 678 679 680 681 682 683 685 687 688 689 690 691
852 853 960 965 968 973 974 975 992 998`.split(/\s/),
);

/** Digits of a number without code and trunk prefix, where all numbers of the country have as many. */
const lengths: Readonly<Record<string, number>> = {
  '1': 10,
  '7': 10,
  '30': 10,
  '33': 9,
  '34': 9,
  '41': 9,
  '45': 8,
  '47': 8,
  '48': 9,
  '52': 10,
  '57': 10,
  '65': 8,
  '91': 10,
  '351': 9,
  '370': 8,
  '371': 8,
  '375': 9,
  '380': 9,
  '420': 9,
  '421': 9,
  '852': 8,
  '993': 8,
};

/** What a whole number looks like, where that tells it from one that begins with the code. */
const shapes: Readonly<Record<string, RegExp>> = { '39': /^(0\d{5,10}|3\d{8,9})$/ };

/** What is dialled for 'abroad' where it is not 00. */
const abroad: Readonly<Record<string, string>> = { '1': '011', '61': '0011', '81': '010' };

const codes = new Map<string, string>();
for (const group of table.split(/(?=\b\d)/)) {
  const [code = '', countries = ''] = group.split(':');
  for (const country of countries.trim().split(/\s/)) codes.set(country, code);
}
const known = new Set([...codes.values(), ...beyondCountries]);

/** The country calling code of an ISO 3166 country, such as "48" for "PL". */
export const callingCode = (country: string): string | undefined => codes.get(country.toUpperCase());

/** Characters that a number, its dashes and its extension may have; a bound for the patterns below. */
const longest = 60;

/** What follows a number and is dialled only once it is answered. */
const extension = /[\s,;]*(?:;ext=|\b(?:ext|extension|extn|wew|poste|int|доб)\b|\bx|#)[\s.:]*\d{1,7}$/iu;

/** Latin digits, and no sign that cannot be seen. */
const legible = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/\p{Cf}/gu, '')
    .trim();

/** A number that carries its code; the code ends where a known one does, as no code begins with another. */
function fromAbroad(digits: string): string | undefined {
  const code = [1, 2, 3].map((length) => digits.slice(0, length)).find((start) => known.has(start));
  if (code === undefined) return undefined;
  return code + withoutTrunk(digits.slice(code.length), code);
}

/** A number as it is dialled within the country, without what is dialled there alone. */
function withoutTrunk(digits: string, code: string): string {
  if (whole.has(code)) return digits;
  const length = lengths[code];
  const prefix = (trunks[code] ?? ['0']).find(
    (trunk) => digits.startsWith(trunk) && (length === undefined || digits.length === length + trunk.length),
  );
  return digits.slice(prefix?.length ?? 0);
}

/** Whether there is still something in front that only a trunk prefix could be. */
function beginsTwice(number: string): boolean {
  const code = [1, 2, 3].map((length) => number.slice(0, length)).find((start) => known.has(start)) ?? '';
  const rest = number.slice(code.length);
  return !whole.has(code) && (rest.startsWith('0') || withoutTrunk(rest, code) !== rest);
}

/** A number without its code, in a country. */
function fromWithin(digits: string, code: string): string | undefined {
  const number = withoutTrunk(digits, code);
  const length = lengths[code];
  if (length !== undefined) {
    if (number.length === length) return code === '1' && /^[01]/.test(number) ? undefined : code + number;
    return digits.startsWith(code) && digits.length === code.length + length ? digits : undefined;
  }
  // Neither dialled as at home nor as from abroad: it may begin with the code, or with digits that look like it.
  const isClear = number !== digits || !digits.startsWith(code) || shapes[code]?.test(digits);
  return isClear ? code + number : undefined;
}

/**
 * The E.164 form of a number, such as "+48221234567". `country` (ISO 3166, two capitals) is that of numbers typed without a
 * code. Undefined if it cannot be told.
 */
export function toE164(typed: string, country: string | undefined): string | undefined {
  if (typed.length > longest) return undefined;
  const text = legible(typed).replace(/^tel:/i, '').replace(extension, '');
  if (!/^\+?[\d\s().\-/\u2010-\u2015\u2212]+$/.test(text)) return undefined;
  const code = country === undefined ? undefined : callingCode(country);
  // '+44 (0)20': the 0 is for those within, except where it belongs to the number.
  const isKept = /^\D*(39|378)/.test(text.replace(/^00/, ''));
  const shown = /^\s*(\+|00)/.test(text) && !isKept ? text.replace(/\(\s*0\s*\)/, '') : text;
  const digits = shown.replace(/\D/g, '');
  const exits = [code === undefined ? undefined : abroad[code], '00'].filter((exit) => exit !== undefined);
  const exit = text.startsWith('+') ? '' : exits.find((prefix) => digits.startsWith(prefix));

  const number =
    exit !== undefined
      ? fromAbroad(digits.slice(exit.length))
      : code === undefined
        ? undefined
        : fromWithin(digits, code);
  const isLong = number !== undefined && number.length >= 7 && number.length <= 15;
  return isLong && !beginsTwice(number) ? `+${number}` : undefined;
}
