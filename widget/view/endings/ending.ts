/** What every kind of ending is drawn from. */

import type { DefinitionShow } from '../../schema/definition.ts';
import type { ShowType } from '../../schema/form.ts';
import type { Store } from '../../store.ts';
import type { Outside } from '../outside.ts';

export interface EndingProps<T extends ShowType> {
  show: Extract<DefinitionShow, { type: T }>;
  store: Store;
  outside: Outside | undefined;
}
