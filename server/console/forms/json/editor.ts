/**
 * The JSON editor: CodeMirror inside a shadow root. There its styles are adopted style sheets; in a plain document they
 * would be `<style>` elements, which `style-src 'self'` refuses.
 */
import { autocompletion } from '@codemirror/autocomplete';
import { indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { type Diagnostic, lintGutter, nextDiagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import type { Problem } from '../../../../widget/schema/lint.ts';
import { completeWith, type Known } from './complete.ts';
import { explainWith } from './hover.ts';
import { theme } from './theme.ts';
import { locate, tokenAt } from './tree.ts';

export interface JsonEditor {
  /** Replaces the text; the history of undo begins anew. */
  setText(text: string): void;
  showProblems(problems: readonly Problem[]): void;
  /** Moves the cursor to the part that a pointer names, and the keyboard with it. */
  jump(pointer: string): void;
  jumpTo(problem: Problem): void;
  focus(): void;
  destroy(): void;
}

interface Wanted {
  text: string;
  label: string;
  known: () => Known;
  onText: (text: string) => void;
}

export function openEditor(host: HTMLElement, { text, label, known, onText }: Wanted): JsonEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const extensions = [
    basicSetup,
    json(),
    lintGutter(),
    autocompletion({ override: [completeWith(known)], icons: false, tooltipClass: () => 'cm-completions' }),
    explainWith(known),
    keymap.of([{ key: 'F8', run: nextDiagnostic }, indentWithTab]),
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onText(update.state.doc.toString());
    }),
    theme,
  ];
  const stateOf = (doc: string) => EditorState.create({ doc, extensions });
  const view = new EditorView({ state: stateOf(text), parent: root, root });

  const rangeOf = ({ pointer, line, column }: Problem) => {
    const { doc } = view.state;
    if (line === undefined || line > doc.lines) return locate(view.state, pointer);
    const { from, to } = doc.line(line);
    return tokenAt(view.state, Math.min(to, from + (column ?? 1) - 1));
  };
  const select = ({ from, to }: { from: number; to: number }) => {
    view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    view.focus();
  };

  return {
    setText: (next) => view.setState(stateOf(next)),
    showProblems(problems) {
      const diagnostics = problems.map(
        (problem): Diagnostic => ({
          ...rangeOf(problem),
          severity: problem.severity,
          message: `${problem.message}\n${problem.remedy}`,
        }),
      );
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    jump: (pointer) => select(locate(view.state, pointer)),
    jumpTo: (problem) => select(rangeOf(problem)),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
