/** Goes on to another page as soon as the submission is kept, with a link for whoever is still here. */

import { Component } from 'preact';
import { fillAddress } from '../../wording/address.ts';
import type { EndingProps } from './ending.ts';
import { LinkEnding } from './LinkEnding.tsx';

export class RedirectEnding extends Component<EndingProps<'redirect'>> {
  private hasLeft = false;
  private isKept = false;

  override componentDidMount() {
    this.componentDidUpdate();
  }

  override componentDidUpdate() {
    const { show, store, outside } = this.props;
    const address = fillAddress(show.url, store.judgement.value.path.answers);
    if (this.hasLeft || !this.isKept || !address) return;
    this.hasLeft = true;
    outside?.navigate(address);
  }

  override render(props: EndingProps<'redirect'>) {
    const state = props.store.delivery.value;
    this.isKept = state === 'sent' || state === 'saved';
    return <LinkEnding {...props} />;
  }
}
