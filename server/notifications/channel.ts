/** What a channel (Telegram) must be able to do, and what it may answer. */
import type { Db, Tx } from '../platform/database.ts';
import type {
  ChannelName,
  Keyboard,
  Lane,
  NoticeFacts,
  NoticeFile,
  Person,
  Rank,
  RichText,
  Subject,
} from './notice.ts';

export interface Channel {
  name: ChannelName;
  /**
   * One try. Resolves, never throws, and gives up before `signal` aborts (10 s after the start, 60 s with
   * a file).
   * `message.written()` is called just before the request is written; it throws when the lease
   * would not outlive the send, and then nothing may be written.
   */
  deliver(message: Outgoing, signal: AbortSignal): Promise<Outcome>;
  /** Runs in the transaction that records the outcome: mark the connection, tell the page. */
  recordOutcome?(tx: Tx, notice: NoticeFacts, outcome: RecordedOutcome): Promise<void>;
  /** Asked just before sending, outside any transaction: may this still go out? */
  mayDeliver?(db: Db, notice: NoticeFacts): Promise<true | { skip: string }>;
}

export interface Outgoing {
  noticeId: string;
  kind: string;
  rank: Rank;
  lane: Lane;
  person?: Person;
  subject?: Subject;
  /** With the secret in its place. */
  text: RichText;
  keyboard?: Keyboard;
  /** The text is its caption. */
  file?: NoticeFile;
  silent: boolean;
  /** 1 at the first try. */
  number: number;
  /** An earlier try may have arrived: this is the one repetition. */
  again: boolean;
  written(): void;
}

/** Reasons are for people: short, without addresses, words of the message or secrets. */
export type Outcome =
  | { kind: 'delivered'; messageId: string }
  /**
   * Surely not delivered, try again. `rate_limit` waits exactly `afterSeconds`; `server` and
   * `connect` back off by themselves and wait at least that long.
   */
  | {
      kind: 'retry';
      afterSeconds: number;
      scope: 'lane' | 'bot';
      cause: 'rate_limit' | 'server' | 'connect';
      reason: string;
    }
  /** The request was written, the answer never came. */
  | { kind: 'uncertain'; reason: string }
  /** The person cannot be reached: blocked the bot, or the chat is unknown. */
  | { kind: 'unreachable'; reason: string }
  /** A defect of ours: repeating it would not help. */
  | { kind: 'failed'; reason: string }
  /** The bot itself is refused (401, 409): everything is held, the operator is told. */
  | { kind: 'stop'; reason: string };

/** What `recordOutcome` hears: an attempt's outcome, or an end without an attempt. */
export type RecordedOutcome = Outcome | { kind: 'expired' | 'skipped'; reason: string };

/**
 * Where people are reached: their lanes by `personKey`; who has none is missing. Filled by the channel's
 * slice, asked by whoever has news for people and knows no channel.
 */
export type AddressBook = (db: Db, people: readonly Person[]) => Promise<Map<string, Lane>>;

/** The key of a person in an address book. */
export function personKey({ kind, id }: Person): string {
  return `${kind}:${id}`;
}
