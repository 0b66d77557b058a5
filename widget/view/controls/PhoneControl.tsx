/** A phone number: one box at once, its country before it as soon as that part is there. */

import { Finer } from '../Finer.tsx';
import type { ControlProps } from './control.ts';
import { TextControl } from './TextControl.tsx';

export function PhoneControl(props: ControlProps<'phone'>) {
  return (
    <Finer
      part="phone"
      outside={props.outside}
      plain={<TextControl {...props} />}
      draw={({ Phone }) => <Phone {...props} />}
    />
  );
}
