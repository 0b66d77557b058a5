/** A phone number with its country: a short list before the box. What is typed is never changed under the visitor's hands. */

import { Component } from 'preact';
import { callingCode } from '../../engine/e164.ts';
import type { ControlProps } from '../controls/control.ts';
import { Icon } from '../Icon.tsx';
import { codesOf, type Dialled, joined, parted, typedIn } from './dial.ts';
import { guessCountry } from './guess.ts';

type Props = ControlProps<'phone'>;

export class Phone extends Component<Props, Dialled> {
  override state = this.read();

  private stored() {
    return String(this.props.store.values.value[this.props.native.name] ?? '');
  }

  /** Nobody guesses for a number that is there already. */
  private read() {
    const stored = this.stored();
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const guess = () => guessCountry(timeZone, navigator.languages);
    return parted(stored, this.props.field.country ?? (stored ? '' : guess()));
  }

  private take(dialled: Dialled) {
    this.setState(dialled);
    this.props.store.answer(this.props.native.name, joined(dialled, this.props.field.country));
  }

  /** What stands there, unless the answer has come from elsewhere: a draft, the page, another copy. */
  private shown(): Dialled {
    return joined(this.state, this.props.field.country) === this.stored() ? this.state : this.read();
  }

  override render({ field, store, native }: Props) {
    const { country, number } = this.shown();
    const code = callingCode(country);
    return (
      <span class="box phone" part="control" dir="ltr">
        <span class="dial">
          <span aria-hidden="true">{code ? `${country} +${code}` : '+'}</span>
          <Icon name="down" />
          <select
            class="over"
            aria-label={store.words.callingCode}
            autocomplete="tel-country-code"
            value={country}
            onInput={(event) => {
              const to = event.currentTarget.value;
              // A number that carries the code of another country leaves it behind.
              this.take({ country: to, number: parted(number, country).number });
            }}
          >
            <option value="">{store.words.choose}</option>
            {codesOf(store.form.language).map(([value, name, calling]) => (
              <option key={value} value={value} selected={value === country}>
                {`${name} +${calling}`}
              </option>
            ))}
          </select>
        </span>
        <input
          {...native}
          type="tel"
          autocomplete="tel"
          placeholder={field.placeholder}
          enterkeyhint={store.following.value ? 'next' : 'send'}
          value={number}
          onInput={(event) => this.take(typedIn(event.currentTarget.value, country))}
          onChange={() => this.setState(parted(this.stored(), country))}
        />
      </span>
    );
  }
}
