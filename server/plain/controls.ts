/** Questions as a browser draws them by itself: native controls, one row a field type. */
import { html } from 'hono/html';
import { defaultRange, defaultRating } from '../../widget/engine/answers.ts';
import type { DefinitionField } from '../../widget/schema/definition.ts';
import type { FieldType } from '../../widget/schema/form.ts';
import type { Served } from '../../widget/served.ts';
import { countriesIn } from '../../widget/wording/countries.ts';
import { type Html, said } from './said.ts';

type FieldOf<T extends FieldType> = Extract<DefinitionField, { type: T }>;

export interface Asked<T extends FieldType = FieldType> {
  field: FieldOf<T>;
  form: Served;
  /** What was sent before, as it was sent; several for boxes to tick. */
  values: readonly string[];
  /** Attributes that tie the control to its words: id, name, required, described by, invalid. */
  native: Html;
  /** The same for one of several boxes, which has a label of its own. */
  nativeOf(index: number): Html;
}

type Draw<T extends FieldType> = (asked: Asked<T>) => Html;

/** Whether the words of a question stand over one control, or name a group of them. */
export const isGroup: { [T in FieldType]: boolean } = {
  text: false,
  longtext: false,
  email: false,
  phone: false,
  url: false,
  number: false,
  range: false,
  choice: true,
  choices: true,
  dropdown: false,
  country: false,
  date: false,
  rating: true,
  consent: false,
  hidden: false,
};

interface Line {
  type: string;
  autocomplete?: string | undefined;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
  /** Reads from left to right in every language. */
  isLatin?: boolean;
}

const line = ({ type, autocomplete, placeholder, maxLength, isLatin }: Line, { native, values }: Asked) =>
  html`<input type="${type}" ${native} value="${values[0] ?? ''}"${given('autocomplete', autocomplete)}${given('placeholder', placeholder)}${given('maxlength', maxLength)}${given('dir', isLatin ? 'ltr' : undefined)}>`;

const given = (name: string, value: string | number | undefined) =>
  value === undefined ? '' : html` ${name}="${value}"`;

/** A number is typed: a slider always has a value, and nobody answers by passing by. */
const amount = (
  limits: { min?: number | undefined; max?: number | undefined; step?: number | undefined },
  { native, values }: Asked,
) =>
  html`<input type="number" ${native} value="${values[0] ?? ''}"${given('min', limits.min)}${given('max', limits.max)} step="${limits.step ?? 'any'}">`;

const boxes = (
  type: 'radio' | 'checkbox',
  options: readonly { id: string; label: Html | string; help?: Html | undefined }[],
  { values, nativeOf }: Asked,
) =>
  options.map(
    ({ id, label, help }, index) =>
      html`<label class="box"><input type="${type}" ${nativeOf(index)} value="${id}"${values.includes(id) ? html` checked` : ''}> <span>${label}${help ? html` <small>${help}</small>` : ''}</span></label>`,
  );

const optionsOf = ({ field, form }: Pick<Asked<'choice'> | Asked<'choices'>, 'field' | 'form'>) =>
  field.options.map(({ id, label, help }) => ({
    id,
    label: said(label, form),
    help: help === undefined ? undefined : said(help, form),
  }));

const list = (
  options: readonly (readonly [id: string, label: string])[],
  placeholder: string | undefined,
  { native, values, form }: Asked,
) =>
  html`<select ${native}><option value="">${placeholder ?? form.words.choose}</option>${options.map(
    ([id, label]) =>
      html`<option value="${id}"${values.includes(id) ? html` selected` : ''}>${label}</option>`,
  )}</select>`;

const ofType: { [T in FieldType]: Draw<T> } = {
  text: (asked) => line({ ...asked.field, type: 'text' }, asked as Asked),
  longtext: ({ field, native, values }) =>
    html`<textarea ${native} rows="${field.rows ?? 4}"${given('maxlength', field.maxLength)}>${values[0] ?? ''}</textarea>`,
  email: (asked) =>
    line(
      { type: 'email', autocomplete: 'email', placeholder: asked.field.placeholder, isLatin: true },
      asked as Asked,
    ),
  phone: (asked) =>
    line(
      { type: 'tel', autocomplete: 'tel', placeholder: asked.field.placeholder, isLatin: true },
      asked as Asked,
    ),
  // Not type=url, which refuses "acme.com" before we would take it.
  url: (asked) =>
    line(
      { type: 'text', autocomplete: 'url', placeholder: asked.field.placeholder, isLatin: true },
      asked as Asked,
    ),
  number: (asked) => amount(asked.field, asked as Asked),
  range: (asked) => amount({ ...defaultRange, ...asked.field }, asked as Asked),
  choice: (asked) => html`${boxes('radio', optionsOf(asked), asked as Asked)}`,
  choices: (asked) => html`${boxes('checkbox', optionsOf(asked), asked as Asked)}`,
  dropdown: (asked) =>
    list(
      asked.field.options.map(({ id, label }) => [id, label] as const),
      asked.field.placeholder,
      asked as Asked,
    ),
  country: (asked) => {
    const all = countriesIn(asked.form.language);
    const top = asked.field.top ?? [];
    const first = top.flatMap((code) => all.filter(([other]) => other === code));
    return list(
      [...first, ...all.filter(([code]) => !top.includes(code))],
      asked.field.placeholder,
      asked as Asked,
    );
  },
  date: ({ field, native, values }) =>
    html`<input type="date" ${native} value="${values[0] ?? ''}"${given('min', field.min)}${given('max', field.max)}>`,
  rating: (asked) => {
    const { low, high, max } = asked.field;
    const steps = Array.from({ length: max ?? defaultRating }, (_, at) => String(at + 1));
    return html`<div class="scale">${boxes(
      'radio',
      steps.map((id) => ({ id, label: id })),
      asked as Asked,
    )}</div>${low || high ? html`<p class="ends"><span>${low}</span> <span>${high}</span></p>` : ''}`;
  },
  consent: ({ field, form, native, values }) =>
    html`<label class="box"><input type="checkbox" ${native} value="true"${values.includes('true') ? html` checked` : ''}> <span>${said(field.label, form)}${field.required ? '' : html` <small>${form.words.optional}</small>`}</span></label>`,
  hidden: () => html``,
};

/** The control of a question. */
export const controlOf = (asked: Asked): Html => (ofType[asked.field.type] as Draw<FieldType>)(asked);
