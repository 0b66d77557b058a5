/** The browser's formatters, each made once: to make one takes longer than to draw a question. */

function once<Values extends unknown[], Format>(make: (...values: Values) => Format): typeof make {
  const made = new Map<string, Format>();
  return (...values) => {
    const key = JSON.stringify(values);
    const format = made.get(key) ?? make(...values);
    made.set(key, format);
    return format;
  };
}

export const pluralRules = once((language: string) => new Intl.PluralRules(language));
export const numberFormat = once(
  (language: string, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options),
);
