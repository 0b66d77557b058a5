/** Which of a form's languages a visitor reads. */

/** The first wanted language that there is, exactly or by its base (pt for pt-BR, pt-BR for pt). Undefined if none. */
export function chooseLanguage(there: readonly string[], wanted: readonly string[]): string | undefined {
  const base = (code: string) => code.toLowerCase().split('-')[0];
  for (const want of wanted) {
    const found =
      there.find((code) => code.toLowerCase() === want.toLowerCase()) ??
      there.find((code) => base(code) === base(want));
    if (found) return found;
  }
  return undefined;
}

/** Languages written from right to left. */
export const directionOf = (language: string): 'rtl' | 'ltr' =>
  /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language) ? 'rtl' : 'ltr';
