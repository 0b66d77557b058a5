/** What a visitor is told: the roles and names under which questions, options and endings are to be found. */
import type { Locator } from 'playwright';
import type { Answers } from '../../widget/engine/input.ts';
import { locales } from '../../widget/locales/index.ts';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { FieldType } from '../../widget/schema/form.ts';
import type { Served } from '../../widget/served.ts';

type Role = Parameters<Locator['getByRole']>[0];

const roles: Record<FieldType, Role> = {
  text: 'textbox',
  longtext: 'textbox',
  email: 'textbox',
  phone: 'textbox',
  url: 'textbox',
  number: 'textbox',
  date: 'textbox',
  dropdown: 'combobox',
  country: 'combobox',
  range: 'slider',
  choice: 'radiogroup',
  rating: 'radiogroup',
  choices: 'group',
  consent: 'checkbox',
  hidden: 'none',
};

/** A text of the form as it is read out: earlier answers filled in, no marks, links announced. */
export function spoken(text: string, form: Served, answers: Answers = {}): string {
  return text
    .replace(
      /\{\{(\w+)\|?([^}]*)\}\}/g,
      (_, field: string, instead: string) => `${answers[field] ?? instead}`,
    )
    .replaceAll('**', '')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, `$1 (${form.words.newTab}) `)
    .trim();
}

export interface Named {
  role: Role;
  name: string;
}

export function question(field: DefinitionField, form: Served): Named {
  const isOptional = !field.required && field.type !== 'consent';
  const label = spoken(field.label, form);
  return { role: roles[field.type], name: isOptional ? `${label} ${form.words.optional}` : label };
}

/** The name of one option: its label, and what helps to understand it. */
export function optionName(field: DefinitionField, value: unknown, form: Served): string {
  if (field.type === 'country')
    return new Intl.DisplayNames(form.language, { type: 'region' }).of(String(value)) ?? '';
  const option = 'options' in field ? field.options.find(({ id }) => id === value) : undefined;
  if (!option) return String(value);
  return spoken(option.help ? `${option.label} ${option.help}` : option.label, form);
}

const line = /^ {2}- (?:'((?:[^']|'')*)'|(.*))/;
const named = /^(radiogroup|group|textbox|combobox|slider|checkbox) ("(?:[^"\\]|\\.)*")/;

/** What stands before a phone number is a part of its question. */
const parts = new Set(Object.values(locales).map(({ callingCode }) => callingCode));

/** The questions that stand on the page now, in their order, as a screen reader comes by them. */
export async function questionsIn(box: Locator): Promise<Named[]> {
  const tree = await box.ariaSnapshot();
  return tree.split('\n').flatMap((text) => {
    const [, quoted, bare = ''] = line.exec(text) ?? [];
    const [, role, name] = named.exec(quoted?.replaceAll("''", "'") ?? bare) ?? [];
    if (!role || !name || parts.has(JSON.parse(name))) return [];
    return [{ role: role as Role, name: JSON.parse(name) as string }];
  });
}
