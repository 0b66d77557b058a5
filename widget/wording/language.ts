/** Which of a form's languages a visitor reads, and which way it runs. */

/** Language and script of a code, the likely script where it names none: zh-TW is written in Hant, sr in Cyrl. */
function partsOf(code: string): { language: string; script?: string | undefined } {
  try {
    return new Intl.Locale(code).maximize();
  } catch {
    return { language: code.toLowerCase().split('-')[0] ?? '' };
  }
}

/**
 * The first wanted language that there is: exactly, or less exactly (zh-Hant for zh-Hant-TW, pt for pt-BR), or another kind of it in
 * the same script (pt-BR for pt), or at least the same language. Undefined if none.
 */
export function chooseLanguage(there: readonly string[], wanted: readonly string[]): string | undefined {
  for (const want of wanted) {
    for (let code = want.toLowerCase(); code; code = code.replace(/-?[^-]*$/, '')) {
      const found = there.find((candidate) => candidate.toLowerCase() === code);
      if (!found) continue;
      // Asking for scripts takes longer than drawing a question, and mostly there is nothing to choose from.
      const isSure = code === want.toLowerCase() || there.filter(isKinOf(code)).length === 1;
      return isSure ? found : (inOwnScript(found, want, there) ?? found);
    }
    const { language, script } = partsOf(want);
    const kin = there.filter((code) => partsOf(code).language === language);
    const found = kin.find((code) => partsOf(code).script === script) ?? kin[0];
    if (found) return found;
  }
  return undefined;
}

const isKinOf = (code: string) => {
  const [base] = code.split('-');
  return (other: string) => other.toLowerCase().split('-')[0] === base;
};

/** Where a shorter code stands for the other script (zh for zh-TW), one in the reader's own. */
function inOwnScript(found: string, want: string, there: readonly string[]): string | undefined {
  const { language, script } = partsOf(want);
  if (partsOf(found).script === script) return undefined;
  return there.find((code) => {
    const parts = partsOf(code);
    return parts.language === language && parts.script === script;
  });
}

/** Languages written from right to left. */
export const directionOf = (language: string): 'rtl' | 'ltr' =>
  /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language) ? 'rtl' : 'ltr';
