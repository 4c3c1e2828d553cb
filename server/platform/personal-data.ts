/** What every slice must be able to say of the people in its tables: what it holds, all of it, and gone. */
import type { Db, Tx } from './database.ts';
import type { Platform } from './platform.ts';

/** A client, by everything that names one in the tables. */
export interface KnownPerson {
  id: string;
  /** The client's own id, and those of clients who turned out to be the same person. */
  ids: string[];
  /** Addresses of lanes: chats that are the person's alone to read. */
  addresses: string[];
  /** Ids of what is the person's: tickets, invoices, sign-ups. Notices and audit entries name them. */
  subjects: string[];
  /** Names, numbers and addresses, present and former, as they stand in what names the person in passing. */
  words: string[];
}

/** A page of one part of what is known of a person, as JSON: times are ISO 8601, sums minor units. */
export interface CollectedPart {
  /** A key of the words of `personal-data`: `tickets`. */
  part: string;
  /** One object an item, in the order of reading. */
  items: Record<string, unknown>[];
  /** Files that the items name by `path`, the place in the archive. */
  files?: { id: string; path: string }[];
}

export interface PersonalData {
  /**
   * Every table of the slice by its name in the database: `person` where rows are of a client, otherwise
   * why it holds nothing of one. A test compares with the database.
   */
  tables: Record<string, 'person' | { nothing: string }>;
  /** By what else the person is named elsewhere, given the ids. */
  traces?(db: Db, ids: string[]): Promise<Partial<Omit<KnownPerson, 'id' | 'ids'>>>;
  /** Everything of this client that these tables hold, for the client to read: page by page, the pages of one part in a row. */
  collect(db: Db, person: KnownPerson): AsyncIterable<CollectedPart>;
  /** Takes away what the law wants gone; gives the ids of files whose bytes are to go after the commit. */
  erase(tx: Tx, platform: Platform, person: KnownPerson): Promise<{ fileIds: string[] }>;
}

/** For a slice in whose tables no client ever stands. */
export function nobodyIn(tables: Record<string, { nothing: string }>): PersonalData {
  return {
    tables,
    async *collect() {},
    erase: async () => ({ fileIds: [] }),
  };
}

/** An item without what nobody has said. */
export function present(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

const rowsInPage = 200;

/** Pages of a list that is read from a place on: `read` gives up to `most` rows after the row before. */
export async function* pagesOf<T>(
  read: (after: T | undefined, most: number) => Promise<T[]>,
): AsyncGenerator<T[]> {
  let after: T | undefined;
  do {
    const found = await read(after, rowsInPage);
    if (found.length > 0) yield found;
    after = found.length === rowsInPage ? found.at(-1) : undefined;
  } while (after !== undefined);
}
