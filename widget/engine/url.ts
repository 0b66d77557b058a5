/** Addresses: which ones may reach a visitor's browser. */

/**
 * https, mailto, tel, or a path on this site. Browsers strip tabs and newlines inside a scheme and read a backslash as a
 * slash, so both are refused outright.
 */
export function isSafeUrl(url: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (/[\u0000-\u0020\u007f-\u009f\\]/.test(url)) return false;
  if (/^\/(?!\/)/.test(url)) return true;
  if (/^(mailto|tel):[^/]/i.test(url)) return true;
  return /^https:\/\/[^/?#@]+([/?#]|$)/i.test(url);
}
