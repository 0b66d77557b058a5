/** Every key that does something in the view that is open. */
import { Dialog } from './Dialog.tsx';
import { shortcutGroups } from './keys.ts';

const faces: Record<string, string> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑', Enter: '↵' };

export function KeySheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div class="key-sheet">
        {shortcutGroups.value.map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            <dl>
              {group.shortcuts.map(({ keys, says }) => (
                <div key={keys}>
                  <dt>{says}</dt>
                  <dd>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{faces[key] ?? key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
