/** What the killed program tells of its people, of what waits in it, and of its ledger. */

export interface Member {
  kind: 'client' | 'staff';
  id: string;
  chatId: number;
  /** For requests; good for fifteen minutes. */
  token: string;
}

export interface Crew {
  clients: Member[];
  staff: Member[];
}

/** How much is still under way. */
export interface Waiting {
  notices: number;
  updates: number;
  messages: number;
}

export interface LedgerNotice {
  id: string;
  seq: number;
  address: string;
  rank: number;
  kind: string;
  state: string;
  reason: string | null;
  tries: number;
  perhapsTwice: boolean;
  uncertainTimes: number;
  messageId: number | null;
  foldedInto: string | null;
  subjectId: string | null;
  text: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

export interface LedgerCopy {
  notices: LedgerNotice[];
  /** The messages of all tickets. */
  entries: { ticketId: string; authorKind: string; text: string }[];
  /** Messages of phones whose owner is asked which ticket they are for. */
  asked: { text: string }[];
  /** Updates that could not be worked off. */
  parked: number;
}
