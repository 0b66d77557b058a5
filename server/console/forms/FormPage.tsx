/** One form: what it needs is fetched when a form is first opened, the editor's own code included. */
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { Missing } from '../Missing.tsx';
import { useResource } from '../resource.ts';
import { Skeleton } from '../Skeleton.tsx';
import type { FormSource } from '../shapes.ts';
import { TroubleBox } from '../TroubleBox.tsx';
import { useTitle } from '../title.ts';

type EditorView = FunctionComponent<{ source: FormSource; onChanged: () => void }>;
let fetched: EditorView | undefined;

export function FormPage({ id }: { id: string }) {
  useTitle(id);
  const [Editor, setEditor] = useState<EditorView | undefined>(() => fetched);
  const [failed, setFailed] = useState(false);
  const { value, trouble, reload } = useResource(`form ${id}`, () =>
    ask<FormSource>(api.forms[':form'].$get({ param: { form: id } })),
  );
  useEffect(() => {
    if (fetched) return;
    import('./Editor.tsx').then(
      (chunk) => {
        fetched = chunk.Editor;
        setEditor(() => chunk.Editor);
      },
      () => setFailed(true),
    );
  }, []);

  if (trouble?.status === 404) return <Missing what="form" />;
  if (failed) return <TroubleBox trouble={newVersion} onRetry={() => location.reload()} />;
  if (trouble && !value) return <TroubleBox trouble={trouble} onRetry={reload} />;
  if (!Editor || !value) return <Skeleton lines={10} />;
  return <Editor key={id} source={value} onChanged={reload} />;
}

const newVersion = {
  status: 0,
  code: 'chunk_missing',
  title: 'A part of the console could not be loaded',
  detail: 'The server may have been updated while this page was open.',
  remedy: 'Load the page again.',
};
