/** What a control is: it draws one kind of question with native inputs and tells the store what they hold. */

import type { FunctionComponent } from 'preact';
import type { DefinitionField } from '../../schema/definition.ts';
import type { FieldType } from '../../schema/form.ts';
import type { Store } from '../../store.ts';
import type { Outside } from '../outside.ts';

export type FieldOf<T extends FieldType> = Extract<DefinitionField, { type: T }>;

/** Attributes that the native inputs of a question carry: who they are, and what describes them. */
export interface Native {
  id: string;
  name: string;
  required: boolean;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

export interface ControlProps<T extends FieldType> {
  field: FieldOf<T>;
  store: Store;
  native: Native;
  /** Whether this is the only question of its step. */
  alone: boolean;
  /** For parts that are fetched; without it there are none. */
  outside: Outside | undefined;
}

/** How a question is named: by a label over one input, by the legend of a group, or by words of the control itself. */
export type Frame = 'label' | 'group' | 'radiogroup' | 'own';

export interface Control<T extends FieldType> {
  frame: Frame;
  Draw: FunctionComponent<ControlProps<T>>;
}
