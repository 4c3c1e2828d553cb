/** Coming back to the list, one finds it where it was left. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

const key = 'otklik.queue-place';

/** `ready`: the rows are there, so the place exists again. */
export function useKeptPlace(ready: boolean): void {
  const { search } = useLocation();
  const came = useNavigationType();
  const restored = useRef(false);

  useLayoutEffect(() => {
    if (!ready || restored.current) return;
    restored.current = true;
    const left = read();
    if (came === NavigationType.Pop && left?.search === search) scrollTo({ top: left.y });
  }, [ready, came, search]);

  useEffect(() => {
    let y = scrollY;
    const note = () => {
      y = scrollY;
    };
    addEventListener('scroll', note, { passive: true });
    return () => {
      removeEventListener('scroll', note);
      write({ search, y });
    };
  }, [search]);
}

function read(): { search: string; y: number } | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function write(place: { search: string; y: number }): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(place));
  } catch {
    // Where storage is refused the list begins at its top.
  }
}
