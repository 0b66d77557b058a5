/** The structure pane: a press on a part takes the cursor to it in the JSON. */
import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Problem } from '../../../widget/schema/lint.ts';
import { BranchIcon } from '../icons.tsx';
import type { Draft } from './draft.ts';
import { type OutlineGroup, type OutlineItem, outlineOf, worstAt } from './outline.ts';

interface Props {
  draft: Draft;
  onJump: (pointer: string) => void;
}

export function Outline({ draft, onJump }: Props) {
  const last = useRef<OutlineGroup[]>([]);
  const groups = useComputed(() => {
    // Read with the problems, so that both are of the same text.
    void draft.checked.value;
    try {
      last.current = outlineOf(JSON.parse(draft.text.peek()));
    } catch {
      // In the middle of a word the outline stays as it was.
    }
    return last.current;
  });
  const { problems } = draft.checked.value;
  return (
    <nav class="pane pane-outline" aria-label="Structure">
      {groups.value.map((group) => (
        <section key={group.name}>
          <h2>{group.name}</h2>
          <ul>
            {group.items.map((item) => (
              <li key={item.pointer}>
                <Item item={item} problems={problems} onJump={onJump} />
                {item.children && item.children.length > 0 && (
                  <ul class="outline-fields">
                    {item.children.map((child) => (
                      <li key={child.pointer}>
                        <Item item={child} problems={problems} onJump={onJump} />
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function Item({
  item,
  problems,
  onJump,
}: {
  item: OutlineItem;
  problems: Problem[];
  onJump: Props['onJump'];
}) {
  const worst = worstAt(item.pointer, problems);
  return (
    <button type="button" class="outline-item" onClick={() => onJump(item.pointer)} title={item.label}>
      <span class="outline-label">{item.label}</span>
      {item.conditional && (
        <span class="outline-branch" title="Only under a condition">
          <BranchIcon size={12} />
          <span class="unseen">, only under a condition</span>
        </span>
      )}
      {item.kind && (
        <span class="outline-kind">
          {item.kind}
          {item.required && <span title="Required">*</span>}
        </span>
      )}
      {worst && (
        <span class={`outline-mark outline-${worst}`}>
          <span class="unseen">, has {worst === 'error' ? 'an error' : 'a warning'}</span>
        </span>
      )}
    </button>
  );
}
