/** Reference reading of answers: which are answers at all, which are none, which are refused. */
import type { Field, Form } from '../../widget/schema/form.ts';

export type Value = string | number | boolean | string[];
export type Answers = Map<string, Value>;

export const fieldsOf = (form: Form): Field[] => form.steps.flatMap((step) => step.fields);

export const optionIds = (field: Field): string[] =>
  'options' in field ? field.options.map((option) => option.id) : [];

/** Ruling 6: empty text, only spaces, nothing chosen and an unticked consent are 'not answered'. */
export function isAnswered(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  return true;
}

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** Ruling 9: whether the value is of the type that the field's answers have. */
function isOfType(field: Field, value: unknown): boolean {
  const isText = typeof value === 'string';
  switch (field.type) {
    case 'number':
    case 'range':
    case 'rating':
      return (typeof value === 'number' && Number.isFinite(value)) || isBlank(value);
    case 'consent':
      return typeof value === 'boolean';
    case 'choice':
    case 'dropdown':
      return isText && (isBlank(value) || optionIds(field).includes(value));
    case 'choices':
      return Array.isArray(value) && value.every((one) => optionIds(field).includes(one));
    case 'country':
      return isText && (isBlank(value) || /^[A-Z]{2}$/.test(value.trim()));
    case 'text':
    case 'longtext':
      return isText && value.trim().length <= (field.maxLength ?? 5000);
    default:
      return isText;
  }
}

/** What the schema's descriptions ask of a value that has the right type; a visitor can mend it. */
function isWithinBounds(field: Field, value: Value): boolean {
  const isBetween = (low: unknown, high: unknown) =>
    (low === undefined || value >= (low as Value)) && (high === undefined || value <= (high as Value));
  switch (field.type) {
    case 'number':
    case 'range':
      return (
        isBetween(field.min, field.max) &&
        (!field.step || (Number(value) - (field.min ?? 0)) % field.step === 0)
      );
    case 'rating':
      return Number.isInteger(value) && isBetween(1, field.max ?? 5);
    case 'choices':
      return (
        (value as string[]).length >= (field.min ?? 0) &&
        (value as string[]).length <= (field.max ?? Number.MAX_VALUE)
      );
    case 'date':
      return isDay(String(value)) && isBetween(field.min, field.max);
    case 'email':
      return (
        /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(String(value)) &&
        !isRefusedAddress(field.business, String(value))
      );
    case 'phone':
      return /^\+?[\d ()-]{5,}$/.test(String(value));
    case 'url':
      return /^(https?:\/\/)?[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/.test(String(value));
    default:
      return true;
  }
}

function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  );
}

/** Providers of free and of throw-away addresses, as far as the generated answers use them. */
const freeDomains = ['gmail.com', 'wp.pl', 'mailinator.com'];

export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();

export const isFree = (domain: string): boolean => freeDomains.includes(domain);

const isRefusedAddress = (business: string | undefined, address: string): boolean =>
  business === 'block' && isFree(domainOf(address));

/** A text without the space around it, and what was chosen in the order of the file, each once. */
function tidy(field: Field, value: Value): Value {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return optionIds(field).filter((id) => value.includes(id));
  return value;
}

/** Answers that count as such, and the fields whose value is refused wherever it stands. */
export function read(form: Form, raw: Record<string, unknown>): { answers: Answers; refused: string[] } {
  const answers: Answers = new Map();
  const refused: string[] = [];
  const fields = fieldsOf(form);
  for (const [id, value] of Object.entries(raw)) {
    const field = fields.find((one) => one.id === id);
    if (!field || !isOfType(field, value)) refused.push(id);
    else if (isAnswered(value)) {
      const tidied = tidy(field, value as Value);
      if (isWithinBounds(field, tidied)) answers.set(id, tidied);
    }
  }
  return { answers, refused };
}
