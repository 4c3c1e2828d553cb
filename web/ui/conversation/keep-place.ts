/** Keeps the reader's place in a conversation: earlier ones come in above without a jump, new ones are announced. */
import { useLayoutEffect, useRef, useState } from 'react';
import type { Entry } from '../../../contract/ticket-shapes.ts';

interface Place {
  first: string | undefined;
  last: Entry | undefined;
  height: number;
  atEnd: boolean;
}

// Within a thumb's breadth of the end counts as the end.
const near = 64;

export function useKeepPlace(
  entries: readonly Entry[] | undefined,
  mine: ((entry: Entry) => boolean) | undefined,
) {
  const box = useRef<HTMLDivElement>(null);
  const place = useRef<Place>({ first: undefined, last: undefined, height: 0, atEnd: true });
  const [atEnd, setAtEnd] = useState(true);
  const [unseen, setUnseen] = useState(0);

  useLayoutEffect(() => {
    const scroll = box.current;
    const last = entries?.at(-1);
    if (!scroll || !entries || !last) return;
    const was = place.current;
    const added = was.last ? entries.filter((one) => one.position > (was.last?.position ?? 0)) : [];
    if (!was.last || was.atEnd || added.some((one) => mine?.(one))) {
      scroll.scrollTop = scroll.scrollHeight;
    } else if (added.length > 0) {
      setUnseen((count) => count + added.filter((one) => one.kind !== 'event').length);
    } else if (entries[0]?.id !== was.first) {
      scroll.scrollTop += scroll.scrollHeight - was.height;
    }
    place.current = { ...was, first: entries[0]?.id, last, height: scroll.scrollHeight };
  }, [entries, mine]);

  // The window, the composer below and pictures change their size: who reads the end goes on reading it.
  useLayoutEffect(() => {
    const scroll = box.current;
    if (!scroll) return;
    const sizes = new ResizeObserver(() => {
      if (place.current.atEnd) scroll.scrollTop = scroll.scrollHeight;
      place.current.height = scroll.scrollHeight;
    });
    sizes.observe(scroll);
    if (scroll.firstElementChild) sizes.observe(scroll.firstElementChild);
    return () => sizes.disconnect();
  }, []);

  return {
    box,
    atEnd,
    unseen,
    /** For the box's scrolling. */
    moved() {
      const scroll = box.current;
      if (!scroll) return;
      const end = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < near;
      place.current.atEnd = end;
      setAtEnd(end);
      if (end) setUnseen(0);
    },
    toEnd() {
      box.current?.scrollTo({ top: box.current.scrollHeight });
    },
  };
}
