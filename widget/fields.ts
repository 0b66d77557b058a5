/** The fields of a served form by their ids, as the engine checks them. */

import type { Field } from './schema/form.ts';
import type { Served } from './served.ts';

export const fieldsOf = (form: Served): Map<string, Field> =>
  new Map(form.steps.flatMap((step) => step.fields).map((field) => [field.id, field as Field]));
