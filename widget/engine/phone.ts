/** Phone numbers as people type them. Checked so loosely that nobody has to fight the field. */

/** 5 to 15 digits (ITU-T E.164 allows 15) with the signs that people put between them, and an extension. */
export function looksLikePhone(text: string): boolean {
  if (!/^\+?[\d\s().\-/\u2010-\u2015\u00a0]+((x|ext\.?|#)\s?\d{1,6})?$/i.test(text)) return false;
  const digits = text.replace(/(x|ext\.?|#)\s?\d{1,6}$/i, '').replace(/\D/g, '').length;
  return digits >= 5 && digits <= 15;
}
