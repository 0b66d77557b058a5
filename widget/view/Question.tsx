/** One question: its label, help, control and what is wrong with the answer. */

import type { FunctionComponent } from 'preact';
import type { DefinitionField } from '../schema/definition.ts';
import type { FieldType } from '../schema/form.ts';
import type { Store } from '../store.ts';
import { messageOf } from '../wording/problem.ts';
import type { ControlProps } from './controls/control.ts';
import { controls } from './controls/controls.ts';
import { Icon } from './Icon.tsx';
import type { Outside } from './outside.ts';
import { Text } from './Text.tsx';

interface Props {
  field: DefinitionField;
  store: Store;
  /** The only question of its step. */
  alone: boolean;
  /** Its label is the heading of the step. */
  leads: boolean;
  outside: Outside | undefined;
}

export function Question({ field, store, alone, leads, outside }: Props) {
  const { words, form } = store;
  const { frame, Draw } = controls[field.type];
  const problem = store.errors.value[field.id];
  const id = `q-${field.id}`;
  const describedBy =
    [field.help && `${id}-help`, problem && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const isGroup = frame === 'group' || frame === 'radiogroup';

  const label = (
    <>
      <Text of={field.label} store={store} />
      {!field.required && <small class="optional"> {words.optional}</small>}
    </>
  );
  const named = isGroup ? label : <label for={id}>{label}</label>;
  const heading = leads ? (
    <h2 class="lead" part="heading" tabIndex={-1}>
      {named}
    </h2>
  ) : (
    <div class="label" part="label">
      {named}
    </div>
  );
  const native = {
    id,
    name: field.id,
    required: field.required === true,
    'aria-describedby': isGroup ? undefined : describedBy,
    'aria-invalid': problem !== undefined,
  };
  const Control = Draw as FunctionComponent<ControlProps<FieldType>>;
  const help = field.help && (
    <p class="help" part="help" id={`${id}-help`}>
      <Text of={field.help} store={store} />
    </p>
  );
  const body = (
    <>
      {frame !== 'own' && (isGroup ? <legend>{heading}</legend> : heading)}
      {frame !== 'own' && help}
      <Control field={field as never} store={store} native={native} alone={alone} outside={outside} />
      {frame === 'own' && help}
      {problem && (
        <p class="error" part="error" id={`${id}-error`}>
          <Icon name="alert" />
          <span>{messageOf(field, problem, words, form.language)}</span>
        </p>
      )}
    </>
  );

  function leave(event: FocusEvent & { currentTarget: HTMLElement }) {
    const box = event.currentTarget;
    if (box.contains(event.relatedTarget as Node | null)) return;
    const judge = () => store.asked.peek().includes(field) && store.leave(field.id);
    // A press must find its target where it was, so nothing moves before it is over.
    const isPressed = (box.getRootNode() as ShadowRoot).querySelector(':active');
    if (isPressed) addEventListener('pointerup', () => setTimeout(judge), { once: true });
    else judge();
  }

  const className = `field${problem ? ' wrong' : ''}`;
  const isRadio = frame === 'radiogroup';
  return isGroup ? (
    <fieldset
      class={className}
      part="field"
      aria-describedby={describedBy}
      onFocusOut={leave}
      {...(isRadio && {
        role: frame,
        'aria-invalid': problem !== undefined,
        'aria-required': native.required,
      })}
    >
      {body}
    </fieldset>
  ) : (
    <div class={className} part="field" onFocusOut={leave}>
      {body}
    </div>
  );
}
