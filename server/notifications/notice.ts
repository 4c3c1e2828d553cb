/** What a notice is: the words, the buttons, and where it stands. Neutral of any channel. */
import type { Topic } from '../../contract/notices.ts';
import type { Language } from '../../contract/person.ts';

export type ChannelName = 'telegram';

/** Notices of one lane leave one after the other. */
export interface Lane {
  channel: ChannelName;
  /** The chat's id as text; never logged. */
  address: string;
}

/** Text with its formatting; offsets and lengths count UTF-16 units. */
export interface RichText {
  text: string;
  entities?: TextEntity[];
}

export interface TextEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

/** What a message carries besides words. The channel fetches the bytes when it sends. */
export interface NoticeFile {
  /** `file`: of the files slice, by its id. `invoice`: the PDF of an invoice, drawn from its present state. */
  source: 'file' | 'invoice';
  id: string;
  /** Shown as a picture, or kept as it is. */
  as: 'photo' | 'document';
}

/** How a notice is told when several go out as one message. */
export interface FoldParts {
  /** What it is about, alike in all notices of one subject: the number and title of a ticket. */
  title: RichText;
  /** What is new. */
  body: RichText;
  language: Language;
}

/** One message carries one keyboard: buttons under it, buttons in place of the letters, or the latter taken away. */
export type Keyboard =
  | { inline: InlineButton[][] }
  | { reply: ReplyButton[][]; resize?: boolean; oneTime?: boolean }
  | { remove: true };

export interface InlineButton {
  text: string;
  action: { callback: string } | { url: string } | { copy: string };
  style?: 'primary' | 'success' | 'danger';
}

export interface ReplyButton {
  text: string;
  requestContact?: boolean;
}

/** Codes lead their lane, broadcasts come last. */
export type Rank = 'code' | 'answer' | 'news' | 'broadcast';

/** In the order in which they leave; the ledger stores the place. */
export const ranks: readonly Rank[] = ['code', 'answer', 'news', 'broadcast'];

export interface Person {
  kind: 'client' | 'staff';
  id: string;
}

/** What a notice is about: `{ kind: 'ticket', id }`. */
export interface Subject {
  kind: string;
  id: string;
}

export interface NewNotice {
  lane: Lane;
  /** Absent during a sign-up. */
  person?: Person;
  /** `sign_up.code` */
  kind: string;
  rank: Rank;
  /** In the person's language already. */
  text: RichText;
  keyboard?: Keyboard;
  /**
   * Stands where `secretPlaceholder(secret.length)` stands in the text and in copy buttons.
   * Kept sealed, opened only at sending, erased when the notice has come to its end.
   */
  secret?: string;
  subject?: Subject;
  /** A second notice with the same key is not inserted; the first one's id comes back. */
  key?: string;
  notBefore?: Date;
  /** Unsent after so long it expires. A week when nothing is said. */
  lifeSeconds?: number;
  silent?: boolean;
  /** What the person may switch off, or have without a sound; nothing is asked where it is missing (codes, answers to a press). */
  topic?: Topic;
  /** Breaks through quiet hours. */
  urgent?: boolean;
  /** Present where it may go out together with others. */
  fold?: FoldParts;
  /** Sent with the words as its caption; the text is cut to what a caption may hold. */
  file?: NoticeFile;
}

/**
 * - `queued`: waits for its turn
 * - `sending`: an attempt is under way
 * - `uncertain`: the request was written, the answer never came; sent once more, or (a code, a second time) left so
 * - `unreachable`: the person cannot be reached; waits until the lane is open again (a code does not)
 * - `delivered`, `failed` (a defect of ours), `expired`, `cancelled`, `skipped` (no longer allowed or wanted), `folded` (went out inside another)
 */
export type NoticeState =
  | 'queued'
  | 'sending'
  | 'uncertain'
  | 'unreachable'
  | 'delivered'
  | 'failed'
  | 'expired'
  | 'cancelled'
  | 'skipped'
  | 'folded';

/** What may be told of a notice: neither its words nor its secret. */
export interface NoticeFacts {
  id: string;
  lane: Lane;
  person?: Person;
  kind: string;
  rank: Rank;
  subject?: Subject;
  state: NoticeState;
  /** Why it stands where it stands; codes such as `lease.lost`, or the channel's own scrubbed words. */
  reason?: string;
  /** It will still be sent when nothing comes between. */
  waiting: boolean;
  /** An earlier attempt may have arrived as well. */
  perhapsTwice: boolean;
  tries: number;
  messageId?: string;
  /** The notice that it went out in; that one tells what became of it. */
  foldedInto?: string;
  createdAt: Date;
  settledAt?: Date;
}

/** The live topic on which workers hear that there is something to deliver. */
export const noticesTopic = 'notices';

// A private-use character: no text of ours contains it.
const placeholder = '\u{E000}';

/** What stands in a text for a secret of this many characters, so that the entities' offsets hold. */
export function secretPlaceholder(length: number): string {
  return placeholder.repeat(length);
}
