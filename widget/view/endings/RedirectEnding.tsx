/** Goes on to another page as soon as the submission is kept, with a link for whoever is still here. */

import { Component } from 'preact';
import { fillAddress } from '../address.ts';
import type { EndingProps } from './ending.ts';
import { LinkEnding } from './LinkEnding.tsx';

export class RedirectEnding extends Component<EndingProps<'redirect'>> {
  private hasLeft = false;

  override componentDidMount() {
    this.componentDidUpdate();
  }

  override componentDidUpdate() {
    const { show, store, outside } = this.props;
    const state = store.delivery.value;
    const address = fillAddress(show.url, store.judgement.value.path.answers);
    if (this.hasLeft || !address || (state !== 'sent' && state !== 'saved')) return;
    this.hasLeft = true;
    outside?.navigate(address);
  }

  override render(props: EndingProps<'redirect'>) {
    return <LinkEnding {...props} />;
  }
}
