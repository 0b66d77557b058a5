/** A time to book: the calendar itself where it can be shown here, and always a plain link to it. */

import { Component, createRef } from 'preact';
import { addQuery, fillAddress } from '../../wording/address.ts';
import { Skeleton } from '../Skeleton.tsx';
import type { EndingProps } from './ending.ts';

/** Calendars that are made to be shown inside other pages. */
const framable = /^https:\/\/([\w-]+\.)*(cal|calendly)\.com\//i;

type Props = EndingProps<'booking'>;

interface State {
  calendar: 'loading' | 'shown' | 'failed';
}

export class BookingEnding extends Component<Props, State> {
  override state: State = { calendar: 'loading' };
  private readonly place = createRef<HTMLDivElement>();
  private readonly address = addressOf(this.props);
  private isGone = false;
  private stop = () => {};

  override componentDidMount() {
    const { outside, store } = this.props;
    const { address } = this;
    const host = this.place.current;
    if (!host || !address) return;
    const fail = () => this.setState({ calendar: 'failed' });
    outside?.load('booking').then(({ showCalendar }) => {
      if (this.isGone) return;
      const ready = () => this.setState({ calendar: 'shown' });
      this.stop = showCalendar(host, { address, title: store.words.calendar, ready, fail });
    }, fail);
  }

  override componentWillUnmount() {
    this.isGone = true;
    this.stop();
  }

  override render({ show, store: { words }, outside }: Props, { calendar }: State) {
    const { address } = this;
    if (!address) return null;
    const isInline = outside && show.inline !== false && framable.test(address) && calendar !== 'failed';
    return (
      <>
        {isInline && (
          <div ref={this.place} class={`calendar ${calendar}`}>
            {calendar === 'loading' && <Skeleton />}
          </div>
        )}
        <p class="foot">
          <a
            class={isInline ? 'quiet' : 'button'}
            part={isInline ? undefined : 'button'}
            href={address}
            target="_blank"
            rel="noopener"
          >
            {isInline ? words.openCalendar : (show.label ?? words.book)}
            {!isInline && <span class="unseen"> ({words.newTab})</span>}
          </a>
        </p>
      </>
    );
  }
}

/** With the answers that the form hands to the calendar. */
function addressOf({ show, store }: Props): string | undefined {
  const { answers } = store.judgement.value.path;
  const address = fillAddress(show.url, answers);
  const { name, email } = show.pass ?? {};
  const values = { name: name && answers[name], email: email && answers[email] };
  return address?.startsWith('https:') ? addQuery(address, values) : address;
}
