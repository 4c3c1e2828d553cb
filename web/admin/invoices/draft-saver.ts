/** Keeps a draft invoice on the server: a moment after the last key, one write after the other, nobody's change overwritten unseen. */

/** Where the draft is kept, and which version this page has written or shown. */
export interface Place {
  id: string;
  version: number;
}

export type SaveState =
  | { now: 'clean' | 'waiting' | 'saving' | 'saved' | 'conflict' }
  | { now: 'failed'; error: unknown };

interface SaverTools<Body> {
  /** Missing: the draft is begun with the first write. */
  place: Place | undefined;
  create(body: Body): Promise<Place>;
  update(place: Place, body: Body): Promise<{ version: number }>;
  isConflict(error: unknown): boolean;
  tell(state: SaveState): void;
  /** Milliseconds without a key before it is saved. */
  pause?: number;
}

export interface DraftSaver<Body> {
  changed(body: Body): void;
  /** What is on the screen cannot be saved: the last good state must not be either. */
  hold(): void;
  /** Saves now what has not been saved, and gives the place; nothing when that failed or nothing was ever saved. */
  flush(): Promise<Place | undefined>;
  place(): Place | undefined;
  isIdle(): boolean;
  /** The page shows this version now; with `body`, the page's own words are written over it. */
  adopt(version: number, body?: Body): void;
}

export function makeDraftSaver<Body>(tools: SaverTools<Body>): DraftSaver<Body> {
  const { create, update, isConflict, tell, pause = 900 } = tools;
  let place = tools.place;
  let waiting: Body | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> = Promise.resolve();
  let busy = false;
  let failed = false;
  let stuck = false;

  return { changed, hold, flush, place: () => place, isIdle, adopt };

  function changed(body: Body): void {
    waiting = body;
    if (stuck) return;
    tell({ now: 'waiting' });
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), pause);
  }

  function hold(): void {
    waiting = undefined;
    clearTimeout(timer);
    if (!stuck) tell({ now: 'waiting' });
  }

  async function flush(): Promise<Place | undefined> {
    clearTimeout(timer);
    saving = saving.then(bring);
    await saving;
    return failed || stuck ? undefined : place;
  }

  function isIdle(): boolean {
    return !busy && waiting === undefined;
  }

  function adopt(version: number, body?: Body): void {
    if (!place) return;
    place = { ...place, version };
    stuck = false;
    failed = false;
    waiting = undefined;
    clearTimeout(timer);
    tell({ now: 'saved' });
    if (body !== undefined) changed(body);
  }

  async function bring(): Promise<void> {
    const body = waiting;
    if (body === undefined || stuck) return;
    waiting = undefined;
    busy = true;
    tell({ now: 'saving' });
    try {
      place = place ? { ...place, ...(await update(place, body)) } : await create(body);
      failed = false;
      if (waiting === undefined) tell({ now: 'saved' });
    } catch (error) {
      // It is still on the screen: the next key, or a press, tries again with all of it.
      waiting ??= body;
      failed = true;
      stuck = isConflict(error);
      tell(stuck ? { now: 'conflict' } : { now: 'failed', error });
    } finally {
      busy = false;
    }
  }
}
