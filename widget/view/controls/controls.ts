/** One row a field type: how it is drawn. */

import type { FieldType } from '../../schema/form.ts';
import { ChoiceControl } from './ChoiceControl.tsx';
import { ChoicesControl } from './ChoicesControl.tsx';
import { ConsentControl } from './ConsentControl.tsx';
import { CountryControl } from './CountryControl.tsx';
import type { Control } from './control.ts';
import { DateControl } from './DateControl.tsx';
import { DropdownControl } from './DropdownControl.tsx';
import { EmailControl } from './EmailControl.tsx';
import { LongTextControl } from './LongTextControl.tsx';
import { NumberControl } from './NumberControl.tsx';
import { PhoneControl } from './PhoneControl.tsx';
import { RangeControl } from './RangeControl.tsx';
import { RatingControl } from './RatingControl.tsx';
import { TextControl } from './TextControl.tsx';

export const controls: { [T in FieldType]: Control<T> } = {
  text: { frame: 'label', Draw: TextControl },
  longtext: { frame: 'label', Draw: LongTextControl },
  email: { frame: 'label', Draw: EmailControl },
  phone: { frame: 'label', Draw: PhoneControl },
  url: { frame: 'label', Draw: TextControl },
  number: { frame: 'label', Draw: NumberControl },
  range: { frame: 'label', Draw: RangeControl },
  choice: { frame: 'radiogroup', Draw: ChoiceControl },
  choices: { frame: 'group', Draw: ChoicesControl },
  dropdown: { frame: 'label', Draw: DropdownControl },
  country: { frame: 'label', Draw: CountryControl },
  date: { frame: 'label', Draw: DateControl },
  rating: { frame: 'radiogroup', Draw: RatingControl },
  consent: { frame: 'own', Draw: ConsentControl },
  hidden: { frame: 'own', Draw: () => null },
};
