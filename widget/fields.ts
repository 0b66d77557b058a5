/** The fields of a served form by their ids, as the engine checks them. */

import type { Field, FieldType } from './schema/form.ts';
import type { Served } from './served.ts';

export const fieldsOf = (form: Served): Map<string, Field> =>
  new Map(form.steps.flatMap((step) => step.fields).map((field) => [field.id, field as Field]));

/** Field types whose answers may stay on the device: choices, never contact details or free text. */
const rememberable: ReadonlySet<FieldType> = new Set([
  'choice',
  'choices',
  'dropdown',
  'country',
  'range',
  'rating',
  'number',
  'date',
]);

/** Whether the answer may be kept on the device, so that it need not be asked for again. */
export const isRemembered = (field: Pick<Field, 'type' | 'remember'>): boolean =>
  field.remember === true && rememberable.has(field.type);
