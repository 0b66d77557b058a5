/** Draws something plain at once, and something finer once a part of the widget has been fetched for it. */

import { Component, type ComponentChild, createRef } from 'preact';
import type { Lazy, Outside } from './outside.ts';

interface Props<Name extends keyof Lazy> {
  part: Name;
  /** Without it, as in a preview, the plain thing stays. */
  outside: Outside | undefined;
  /** Asked in the browser alone, so that the first drawing is the same everywhere. */
  when?: () => boolean;
  plain: ComponentChild;
  draw(part: Lazy[Name]): ComponentChild;
}

interface State<Name extends keyof Lazy> {
  loaded?: Lazy[Name];
}

export class Finer<Name extends keyof Lazy> extends Component<Props<Name>, State<Name>> {
  private readonly place = createRef<HTMLSpanElement>();
  private readonly gone = new AbortController();

  override componentDidMount() {
    const { outside, part, when } = this.props;
    if (when?.() === false) return;
    outside?.load(part).then(
      (loaded) => this.take(loaded),
      () => {},
    );
  }

  override componentWillUnmount() {
    this.gone.abort();
  }

  /** Never under the hands of who is using the plain one: then when they have left it. */
  private take(loaded: Lazy[Name]) {
    const { signal } = this.gone;
    if (signal.aborted) return;
    const place = this.place.current;
    const isBusy = place?.contains((place.getRootNode() as ShadowRoot).activeElement);
    if (isBusy) place?.addEventListener('focusout', () => this.take(loaded), { signal, once: true });
    else this.setState({ loaded });
  }

  override render({ plain, draw }: Props<Name>, { loaded }: State<Name>) {
    return <span ref={this.place}>{loaded ? draw(loaded) : plain}</span>;
  }
}
