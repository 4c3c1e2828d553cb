/** A draft as a form follows it. */
import { useState } from 'react';
import { type Draft, type DraftKeeper, draftOf } from './drafts.ts';

export interface UseDraft extends Pick<DraftKeeper, 'keyFor'> {
  draft: Draft;
  write(change: Partial<Pick<Draft, 'subject' | 'text'>>): void;
  /** This text has arrived: it goes, and what was written meanwhile stays. */
  sent(text: string): void;
}

export function useDraft(personId: string, name: string): UseDraft {
  const [keeper] = useState(() => draftOf(personId, name));
  const [draft, setDraft] = useState(keeper.read);
  return {
    draft,
    write: change,
    keyFor: keeper.keyFor,
    sent(text) {
      keeper.forget();
      setDraft(({ text: now }) => {
        const rest = { text: now.startsWith(text) ? now.slice(text.length).trimStart() : now };
        if (rest.text) keeper.write(rest);
        return rest;
      });
    },
  };

  function change(by: Partial<Pick<Draft, 'subject' | 'text'>>): void {
    const next = { ...draft, ...by };
    keeper.write(next);
    setDraft(next);
  }
}
