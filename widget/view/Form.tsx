/** A form on a page: the step in hand, or its ending. The one door into the view. */

import { Component, createRef } from 'preact';
import type { Move, Store } from '../store.ts';
import { say } from '../wording/say.ts';
import { Ending } from './Ending.tsx';
import { Foot, leftInWords } from './Foot.tsx';
import { createMoves, sceneOf } from './moves.ts';
import type { Outside } from './outside.ts';
import { Step } from './Step.tsx';
import { Waiting } from './Waiting.tsx';

interface Props {
  store: Store;
  /** Without it nothing is fetched and the page is never left, as in a preview. */
  outside?: Outside | undefined;
}

/** Which way the step comes in. */
const ways: Record<Move, string> = { none: '', forward: 'forward', back: 'backward' };

/**
 * Draws everything anew whenever anything in the store changes. A form is small, and its inputs keep what is typed by
 * themselves; so no part of the view has to know what it depends on, and none needs hooks.
 */
export class Form extends Component<Props> {
  private readonly root = createRef<HTMLDivElement>();
  private readonly moves = createMoves(this.props.store);
  private shown = '';
  private stop = () => {};
  /** A press is under way: what it changes is drawn once, when it is over. */
  private isPressed = false;
  private isStale = false;

  override componentDidMount() {
    this.stop = this.props.store.watch(() => {
      if (this.isPressed) this.isStale = true;
      else this.setState({});
    });
    this.componentDidUpdate();
  }

  override componentDidUpdate() {
    const { store } = this.props;
    const shown = `${sceneOf(store)} ${store.refusals.value}`;
    if (shown !== this.shown && this.root.current) this.moves.follow(this.root.current);
    this.shown = shown;
  }

  override componentWillUnmount() {
    this.stop();
  }

  // Between two listeners of one press the browser would let the view draw what stands for no longer than that.
  private readonly press = (event: MouseEvent) => {
    this.moves.onClickCapture(event);
    this.isPressed = true;
    // Where something stops the press on its way.
    setTimeout(this.release);
  };

  private readonly pressed = (event: MouseEvent) => {
    this.moves.onClick(event);
    this.release();
  };

  private readonly release = () => {
    const isStale = this.isStale;
    this.isPressed = false;
    this.isStale = false;
    if (isStale) this.setState({});
  };

  private readonly submit = (event: Event) => {
    event.preventDefault();
    this.moves.next();
  };

  override render({ store, outside }: Props) {
    const { form, words } = store;
    const { moves } = this;
    const wrong = Object.keys(store.errors.value).length;
    const isOver = store.ending.value !== undefined;
    const progress = store.progress.value;
    return (
      // biome-ignore lint/a11y: listens to what the native controls inside it are pressed for
      <div
        ref={this.root}
        class={form.theme?.surface === 'card' ? 'surface' : ''}
        part="form"
        onClickCapture={this.press}
        onClick={this.pressed}
      >
        <div
          class="progress"
          part="progress"
          role="progressbar"
          aria-label={form.title}
          aria-valuenow={Math.round(progress * 100)}
          aria-valuetext={isOver ? undefined : leftInWords(store)}
          style={{ '--done': progress }}
        />
        <div key={sceneOf(store)} class={ways[store.move.value]} part={isOver ? 'ending' : undefined}>
          {isOver ? (
            <Ending store={store} outside={outside} />
          ) : store.waiting.value ? (
            <Waiting store={store} />
          ) : (
            <form noValidate aria-label={form.title} onKeyDown={moves.onKeyDown} onSubmit={this.submit}>
              <Step store={store} outside={outside} />
              <Foot store={store} moves={moves} outside={outside} />
            </form>
          )}
        </div>
        <div role="alert" class="unseen">
          {wrong > 0 && <p key={store.refusals.value}>{say(words.errors, form.language, { n: wrong })}</p>}
        </div>
      </div>
    );
  }
}
