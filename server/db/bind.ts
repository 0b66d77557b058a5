/** From the named values of a write to the list that a driver takes: worked out once for each statement, and not for each row. */
import { is, Param, Placeholder } from 'drizzle-orm';

/** The values of a write, by the names of their slots. */
export type Named = Readonly<Record<string, unknown>>;

/** The values in the order of a statement's slots, as its columns keep them. */
export function binder(params: readonly unknown[]): (values: Named) => unknown[] {
  const slots = params.map((param): ((values: Named) => unknown) => {
    if (is(param, Placeholder)) return (values) => values[param.name];
    if (is(param, Param) && is(param.value, Placeholder)) {
      const { encoder } = param;
      const { name } = param.value;
      return (values) => encoder.mapToDriverValue(values[name]);
    }
    return () => param;
  });
  return (values) => slots.map((slot) => slot(values));
}
