/** What a client has begun to write: kept in this browser, for this person, until it is sent or the person leaves. */
import { makeAttemptKey } from '../ui/conversation/attempt-key.ts';

const prefix = 'otklik.draft.';

export interface Draft {
  subject?: string;
  text: string;
  /** By it a message that was perhaps sent already is not sent twice. */
  attempt?: { key: string; body: string };
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface DraftKeeper {
  read(): Draft;
  write(draft: Omit<Draft, 'attempt'>): void;
  /** The key of sending this body: the same again for as long as the body is the same. */
  keyFor(body: unknown): string;
  forget(): void;
}

/** The draft of one person under one name: a ticket's number, or `new`. */
export function draftOf(
  personId: string,
  name: string,
  storage: () => Storage = () => localStorage,
): DraftKeeper {
  const key = `${prefix}${personId}.${name}`;
  let memory: Draft = { text: '' };

  return {
    read,
    write: (draft) => {
      const { attempt } = read();
      keep({ ...draft, ...(attempt && { attempt }) });
    },
    keyFor(body) {
      const draft = read();
      const said = JSON.stringify(body);
      if (draft.attempt?.body === said) return draft.attempt.key;
      const attempt = { key: makeAttemptKey().for(body), body: said };
      keep({ ...draft, attempt });
      return attempt.key;
    },
    forget() {
      memory = { text: '' };
      quietly(() => storage().removeItem(key));
    },
  };

  function read(): Draft {
    const kept = quietly(() => JSON.parse(storage().getItem(key) ?? 'null') as unknown);
    return isDraft(kept) ? kept : memory;
  }

  function keep(draft: Draft): void {
    memory = draft;
    const empty = !draft.text && !draft.subject && !draft.attempt;
    quietly(() =>
      empty ? storage().removeItem(key) : storage().setItem(key, JSON.stringify(draft)),
    );
  }
}

/** Forgets every draft of everybody in this browser. */
export function forgetDrafts(storage: () => Storage = () => localStorage): void {
  quietly(() => {
    const kept = storage();
    const keys = Array.from({ length: kept.length }, (_, i) => kept.key(i));
    for (const key of keys) if (key?.startsWith(prefix)) kept.removeItem(key);
  });
}

function isDraft(kept: unknown): kept is Draft {
  return typeof kept === 'object' && kept !== null && 'text' in kept;
}

/** Where storage is refused the draft lives as long as the page. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
