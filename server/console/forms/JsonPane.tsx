/** The JSON of a form in the editor, with its problems marked and the form language's own words at hand. */
import { useEffect, useRef } from 'preact/hooks';
import type { Draft } from './draft.ts';
import { type JsonEditor, openEditor } from './json/editor.ts';
import type { Schema } from './json/schema.ts';

interface Props {
  draft: Draft;
  editor: { current: JsonEditor | undefined };
}

let schema: Schema | undefined;

/** The form language's schema. Without it the editor completes less, and works all the same. */
async function fetchSchema(): Promise<void> {
  try {
    schema ??= (await (await fetch('/schema/form.json')).json()) as Schema;
  } catch {
    // Asked for again with the next form.
  }
}

export function JsonPane({ draft, editor }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    void fetchSchema();
    const opened = openEditor(host.current, {
      text: draft.text.value,
      label: `JSON of ${draft.id}`,
      known: () => ({ schema, names: draft.names.value }),
      onText: draft.edit,
    });
    editor.current = opened;
    const stop = draft.checked.subscribe(({ problems }) => opened.showProblems(problems));
    return () => {
      stop();
      opened.destroy();
      editor.current = undefined;
    };
  }, [draft, editor]);
  return <div class="json-host" ref={host} />;
}
