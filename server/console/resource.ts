/** One thing asked of the server for one view: what came, or what went wrong, and a way to ask again. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { session } from './session.ts';
import type { Asked, Trouble } from './shapes.ts';

export interface Resource<T> {
  value?: T;
  trouble?: Trouble;
  reload: () => void;
  put: (value: T) => void;
}

/** Loads whenever `key` changes, and again after signing in anew. Keeps showing the former value of the same key meanwhile. */
export function useResource<T>(key: string, load: () => Promise<Asked<T>>): Resource<T> {
  const [state, setState] = useState<{ key: string; value?: T; trouble?: Trouble }>({ key });
  const [round, setRound] = useState(0);
  const signedIn = session.value === 'in';
  useEffect(() => {
    if (!signedIn) return;
    let current = true;
    void load().then((answer) => {
      if (!current) return;
      setState((before) =>
        answer.ok
          ? { key, value: answer.value }
          : {
              key,
              ...(before.key === key && before.value && { value: before.value }),
              trouble: answer.trouble,
            },
      );
    });
    return () => {
      current = false;
    };
  }, [key, round, signedIn]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const put = useCallback((value: T) => setState({ key, value }), [key]);
  const here = state.key === key ? state : { key };
  return { ...here, reload, put };
}
