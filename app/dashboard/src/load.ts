// What a page reads: shown as it was while it is read again.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from './api';
import { whenHeard } from './live';

export interface Loaded<T> {
  data: T | null;
  problem: Problem | null;
  again: () => void;
}

// `key` names what is read: another one starts anew. With `live`, it is read again when the hub
// tells of one of these.
export function useLoaded<T>(key: string, read: (signal: AbortSignal) => Promise<T>, live: string[] = []): Loaded<T> {
  const [state, setState] = useState<{ key: string; data: T | null; problem: Problem | null }>({
    key,
    data: null,
    problem: null,
  });
  const running = useRef<AbortController | null>(null);
  const reader = useRef(read);
  reader.current = read;

  const again = useCallback(() => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    reader.current(control.signal).then(
      (data) => {
        if (!control.signal.aborted) setState({ key, data, problem: null });
      },
      (error: unknown) => {
        if (control.signal.aborted) return;
        const problem = error instanceof Problem ? error : new Problem(-1, String(error));
        setState((before) => ({ key, data: before.key === key ? before.data : null, problem }));
      },
    );
  }, [key]);

  useEffect(() => {
    again();
    const quiet = live.length ? whenHeard(live, again) : undefined;
    return () => {
      quiet?.();
      running.current?.abort();
    };
  }, [again]);

  if (state.key !== key) return { data: null, problem: null, again };
  return { data: state.data, problem: state.problem, again };
}

// What is typed and not yet sent: kept over a lost session and a reload, gone with the browser's tab.
export function useDraft<T>(name: string, start: T): [T, (value: T) => void, () => void] {
  const key = `draft:${name}`;
  const [value, setValue] = useState<T>(() => {
    const kept = sessionStorage.getItem(key);
    return kept === null ? start : (JSON.parse(kept) as T);
  });
  const set = (next: T) => {
    setValue(next);
    sessionStorage.setItem(key, JSON.stringify(next));
  };
  const drop = () => {
    setValue(start);
    sessionStorage.removeItem(key);
  };
  return [value, set, drop];
}

export const dropDrafts = () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('draft:')) sessionStorage.removeItem(key);
};
