/** Numbers, days, places and answers as people of a language write them. */

import type { Value } from '../engine/input.ts';
import type { DefinitionField } from '../schema/definition.ts';
import { numberFormat } from './formats.ts';

type Amount = { currency?: string | undefined; unit?: string | undefined };

/** A number with its currency or unit. */
export function formatNumber(value: number, { currency, unit }: Amount, language: string): string {
  const number = numberFormat(language, {
    ...(currency && { style: 'currency', currency, minimumFractionDigits: Number.isInteger(value) ? 0 : 2 }),
  }).format(value);
  return unit ? `${number}\u00a0${unit}` : number;
}

/** A day (YYYY-MM-DD) in words. */
export function formatDay(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}

/** The name of a country (ISO 3166 code). */
export function formatCountry(code: string, language: string): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}

/** An answer as the visitor would say it: labels for options, formatted numbers and days. */
export function formatAnswer(field: DefinitionField, value: Value, language: string): string {
  if ('options' in field) {
    const chosen = field.options.filter(
      ({ id }) => id === value || (Array.isArray(value) && value.includes(id)),
    );
    const labels = chosen.map(({ label }) => label);
    return labels.length === 1 ? String(labels[0]) : new Intl.ListFormat(language).format(labels);
  }
  if (typeof value === 'number') return formatNumber(value, field as Amount, language);
  if (field.type === 'date') return formatDay(String(value), language);
  return field.type === 'country' ? formatCountry(String(value), language) : String(value);
}
