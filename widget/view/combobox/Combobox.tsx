/**
 * A list that is searched by typing: the pattern 'editable combobox with list autocomplete' of the ARIA Authoring Practices
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The focus stays in the box; the list floats above everything.
 */

import { Component, createRef } from 'preact';
import type { Item, SelectProps } from '../controls/Select.tsx';
import { Icon } from '../Icon.tsx';
import { find, meant } from './find.ts';
import { place } from './place.ts';

interface State {
  /** What is being searched for; undefined while nothing is. */
  typed: string | undefined;
  isOpen: boolean;
  /** Which of the items found is about to be chosen, -1 for none. */
  at: number;
}

const closed: State = { typed: undefined, isOpen: false, at: -1 };

export class Combobox extends Component<SelectProps, State> {
  override state = closed;
  private readonly box = createRef<HTMLInputElement>();
  private readonly list = createRef<HTMLDivElement>();
  private readonly follow = () => place(this.list.current, this.box.current);

  override componentDidUpdate(_: SelectProps, before: State) {
    const { isOpen, at } = this.state;
    const list = this.list.current;
    if (isOpen !== before.isOpen) {
      const act = isOpen ? addEventListener : removeEventListener;
      act('scroll', this.follow, { capture: true });
      act('resize', this.follow);
      // Above dialogs, and cut off by nothing on the page.
      if (isOpen) list?.showPopover?.();
    }
    if (!isOpen) return;
    this.follow();
    if (at !== before.at || !before.isOpen) list?.querySelector('.at')?.scrollIntoView({ block: 'nearest' });
  }

  override componentWillUnmount() {
    removeEventListener('scroll', this.follow, { capture: true });
    removeEventListener('resize', this.follow);
  }

  private chosen(): Item | undefined {
    const { store, native, items } = this.props;
    return items.find(({ value }) => value === store.values.value[native.name]);
  }

  private readonly open = () => {
    const chosen = this.chosen();
    this.setState({ isOpen: true, at: chosen ? this.props.items.indexOf(chosen) : -1 });
  };

  private choose(value: string) {
    this.setState(closed);
    this.props.store.answer(this.props.native.name, value);
  }

  /** What stands there is taken where it is clear, an empty box is no answer, and anything else is as if nothing had been typed. */
  private readonly leave = () => {
    const { typed } = this.state;
    const item = typed ? meant(this.props.items, typed) : undefined;
    if (item) this.choose(item.value);
    else if (typed === '') this.choose('');
    else this.setState(closed);
  };

  private readonly onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const { isOpen, at, typed } = this.state;
    const found = find(this.props.items, typed ?? '');
    const last = found.length - 1;
    const go = (to: number) => this.setState({ at: Math.max(0, Math.min(last, to)) });
    const keys: Record<string, () => void> = {
      ArrowDown: () => (isOpen ? go(at === last ? 0 : at + 1) : this.open()),
      ArrowUp: () => (isOpen ? go(at < 1 ? last : at - 1) : this.open()),
      ...(isOpen && {
        PageDown: () => go(at + 8),
        PageUp: () => go(at - 8),
        Escape: () => this.setState(closed),
        ...(found[at] && { Enter: () => this.choose(found[at]?.value ?? '') }),
      }),
    };
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!act) return;
    // Neither a dialog around the form nor the form itself has a part in it.
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  override render({ native, items, store, placeholder, top = 0 }: SelectProps, { typed, isOpen, at }: State) {
    const { required, ...own } = native;
    const found = find(items, typed ?? '');
    const listId = `${native.id}-list`;
    const chosen = this.chosen();
    return (
      <span class="select">
        <input
          {...own}
          ref={this.box}
          class="box"
          part="control"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-required={required}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen && found[at] ? `${listId}-${at}` : undefined}
          placeholder={placeholder ?? store.words.choose}
          value={typed ?? chosen?.label ?? ''}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => !isOpen && this.open()}
          onInput={(event) => this.setState({ typed: event.currentTarget.value, isOpen: true, at: 0 })}
          onKeyDown={this.onKeyDown}
          onBlur={this.leave}
        />
        <Icon name="down" />
        {isOpen && (
          <div
            ref={this.list}
            id={listId}
            class="list"
            role="listbox"
            popover="manual"
            aria-label={store.words.choose}
            // The focus stays in the box.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
          >
            {found.map((item, index) => (
              // biome-ignore lint/a11y: the box holds the focus and the keys
              <div
                key={item.value}
                id={`${listId}-${index}`}
                class={`item${index === at ? ' at' : ''}${typed ? '' : index === top - 1 ? ' apart' : ''}`}
                role="option"
                aria-selected={item === chosen}
                onClick={() => this.choose(item.value)}
              >
                <span>{item.label}</span>
                {item.value === chosen?.value && <Icon name="check" />}
              </div>
            ))}
          </div>
        )}
        <span role="status" class={found[0] ? 'unseen' : 'nothing'}>
          {isOpen && !found[0] && store.words.nothingFound}
        </span>
      </span>
    );
  }
}
