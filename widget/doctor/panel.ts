/** Shows what was found, over the page and apart from it. */

import type { Finding } from './finding.ts';
import css from './panel.css?inline';

const names: Record<Finding['level'], string> = {
  wrong: 'Wrong',
  better: 'Could be better',
  fine: 'Measured',
};
const order = Object.keys(names);

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.className = className;
  element.append(...inside);
  return element;
}

function button(
  className: string,
  text: string,
  press: (self: HTMLButtonElement) => void,
): HTMLButtonElement {
  const made = make('button', className, text);
  made.type = 'button';
  made.addEventListener('click', () => press(made));
  return made;
}

function row({ level, title, says, paste, where }: Finding): HTMLElement {
  const box = make(
    'li',
    level,
    make('strong', 'level', names[level]),
    make('h3', '', title),
    make('p', '', says),
  );
  if (where && !paste) box.append(make('pre', '', where));
  if (paste) {
    const code = make('pre', '', make('code', '', paste));
    code.tabIndex = 0;
    const copy = button('copy', 'Copy', async (self) => {
      try {
        await navigator.clipboard.writeText(paste);
        self.textContent = 'Copied';
      } catch {
        getSelection()?.selectAllChildren(code);
        self.textContent = 'Marked: press Ctrl+C';
      }
    });
    box.append(make('p', 'where', `Paste ${where ?? 'this'}:`), make('div', 'paste', code, copy));
  }
  return box;
}

let shown: HTMLElement | undefined;

/** Shows these findings instead of those before. `again` looks once more. */
export function showPanel(findings: readonly Finding[], again: () => void): void {
  shown?.remove();
  const host = document.createElement('div');
  shown = host;
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];

  const wrong = findings.filter(({ level }) => level === 'wrong').length;
  const better = findings.filter(({ level }) => level === 'better').length;
  const count = (n: number, one: string, many: string) => (n === 1 ? `One ${one}` : `${n} ${many}`);
  const title =
    wrong > 0
      ? `${count(wrong, 'thing is', 'things are')} wrong on this page`
      : better > 0
        ? `It works. ${count(better, 'thing', 'things')} could be better`
        : 'All is well on this page';
  const heading = make('h2', '', title);
  heading.id = 'title';
  const dialog = make(
    'dialog',
    'doctor',
    make('p', 'name', 'Qualiform’s doctor'),
    heading,
    make(
      'ul',
      'findings',
      ...[...findings].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level)).map(row),
    ),
    make(
      'p',
      'foot',
      button('again', 'Look again', again),
      button('close', 'Close', () => dialog.close()),
    ),
  );
  dialog.lang = 'en';
  dialog.setAttribute('aria-labelledby', 'title');
  dialog.addEventListener('close', () => host.remove());
  shadow.append(dialog);
  document.body.append(host);
  dialog.showModal();
}
