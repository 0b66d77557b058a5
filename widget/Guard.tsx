/** Keeps an error of the view from the host page: the visitor sees a fault instead of half a form. */

import { Component, type ComponentChildren } from 'preact';
import { Fault } from './Fault.tsx';
import type { Store } from './store.ts';

interface Props {
  store: Store;
  fail(error: unknown): void;
  children: ComponentChildren;
}

export class Guard extends Component<Props, { broken: boolean }> {
  override state = { broken: false };
  private crashes = 0;

  override componentDidCatch(error: unknown) {
    this.setState({ broken: true });
    this.props.fail(error);
  }

  /** The first time the same state is tried again; then it is the state that does not hold up. */
  private readonly retry = () => {
    this.crashes += 1;
    if (this.crashes > 1) this.props.store.reset();
    this.setState({ broken: false });
  };

  override render({ children, store }: Props) {
    const { words, form } = store;
    return this.state.broken ? <Fault words={words} contact={form.contact} retry={this.retry} /> : children;
  }
}
