/** The ledger's way into Telegram: one try to deliver, and what became of it. */
import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type {
  Channel,
  NoticeFacts,
  NoticeFile,
  Outcome,
  Outgoing,
  RecordedOutcome,
} from '../notifications/notifications.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { newTurns } from '../platform/turns.ts';
import { botIdOf } from './api.ts';
import { farewellKind } from './connections/connect.notices.ts';
import {
  findConnection,
  markConnectionBlocked,
  markReachable,
  moveChat,
} from './connections/connection.ts';
import { maySee } from './sending/may-see.ts';
import type { OpenFile } from './sending/open-file.ts';
import { type Carried, fileIdOf, sendTo } from './sending/request.ts';
import { findSentFile, forgetSentFile, rememberSentFile } from './sending/sent-files.ts';
import { judge, type Verdict } from './telegram-errors.ts';

/** What others of this slice do in the transaction that records an outcome. */
export type OutcomeHook = (
  tx: Tx,
  notice: NoticeFacts,
  outcome: RecordedOutcome,
) => Promise<void> | void;

interface Given {
  api: Api;
  /** With more patience, for files; the same when nothing is said. */
  uploads?: Api;
  /** What messages carry; without it only their words go out. */
  openFile?: OpenFile;
  onNoticeOutcome?: OutcomeHook;
  /** Milliseconds; less than the ledger's own patience. */
  sendTimeout?: number;
}

/** Milliseconds, for a message with a file. */
const uploadTimeout = 55_000;
/** Bytes (Bot API, sendPhoto); what is larger goes as a document. */
const largestPhoto = 10 * 1024 * 1024;
/** Those after the first each follow a refusal that tells how to do better; refused ones did nothing. */
const mostRequests = 4;
const tooLate: Outcome = {
  ...{ kind: 'retry', afterSeconds: 0, scope: 'lane', cause: 'server', reason: 'Late.' },
};

/** Makes the channel. Its sends go out once: all repeating is the ledger's. */
export function newTelegramChannel(platform: Platform, given: Given): Channel {
  const { api, uploads = api, openFile, onNoticeOutcome, sendTimeout = 9_000 } = given;
  const { database, log } = platform;
  const botId = botIdOf(api.token);
  // So that a file that goes to many is uploaded once.
  const inTurn = newTurns();
  return { name: 'telegram', deliver, mayDeliver, recordOutcome };

  async function deliver(message: Outgoing, signal: AbortSignal): Promise<Outcome> {
    const from = Number(message.lane.address);
    let to = from;
    const outcome = await send(message, signal, (chatId) => {
      to = chatId;
    });
    // Not earlier: what waits for the chat must not overtake this message in its new lane.
    if (to !== from) await move(from, to);
    return outcome;
  }

  async function send(
    message: Outgoing,
    signal: AbortSignal,
    migrated: (chatId: number) => void,
  ): Promise<Outcome> {
    const patience = message.file ? uploadTimeout : sendTimeout;
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const { file } = message;
    if (!file) return request(message, { kind: 'words' }, inTime, migrated);
    const known = await findSentFile(database.handle, { botId, file });
    if (known) return request(message, { kind: file.as, file: known }, inTime, migrated);
    return inTurn(`${file.source}:${file.id}:${file.as}`, async () => {
      if (inTime.aborted) return tooLate;
      const byNow = await findSentFile(database.handle, { botId, file });
      const carried = byNow ? { kind: file.as, file: byNow } : await open(file);
      return request(message, carried, inTime, migrated);
    });
  }

  /** The words alone where the file is no more. */
  async function open(file: NoticeFile): Promise<Carried> {
    const opened = await openFile?.(file);
    if (!opened || opened.bytes.length === 0) return { kind: 'words' };
    const kind = opened.bytes.length > largestPhoto ? 'document' : file.as;
    return { kind, file: opened };
  }

  async function request(
    message: Outgoing,
    first: Carried,
    signal: AbortSignal,
    migrated: (chatId: number) => void,
  ): Promise<Outcome> {
    let chatId = Number(message.lane.address);
    let { text } = message;
    let carried = first;
    for (let requests = 1; ; requests++) {
      if (carried.kind === 'words' && text.text === '') {
        return { kind: 'failed', reason: 'The file is no more.' };
      }
      try {
        message.written();
      } catch {
        return tooLate;
      }
      try {
        const sent = await sendTo({ api, uploads }, { chatId, message, text, carried, signal });
        await remember(message, carried, sent);
        return { kind: 'delivered', messageId: String(sent.message_id) };
      } catch (error) {
        const verdict = judge(error);
        if (requests >= mostRequests) return outcomeOf(verdict);
        if (verdict.kind === 'entities' && text.entities) {
          text = { text: text.text };
        } else if (verdict.kind === 'migrated' && verdict.chatId !== chatId) {
          chatId = verdict.chatId;
          migrated(chatId);
        } else if (verdict.kind === 'failed' && carried.kind !== 'words') {
          const other = await otherWay(message, carried);
          if (!other) return outcomeOf(verdict);
          carried = other;
        } else {
          return outcomeOf(verdict);
        }
      }
    }
  }

  /** What was sent by its name goes by its bytes, and a picture that is refused as a document. */
  async function otherWay(
    { file }: Outgoing,
    refused: Exclude<Carried, { kind: 'words' }>,
  ): Promise<Carried | undefined> {
    if (!file) return undefined;
    if (typeof refused.file === 'string') {
      await forgetSentFile(database.handle, { botId, file });
      return open(file);
    }
    return refused.kind === 'photo' ? { kind: 'document', file: refused.file } : undefined;
  }

  async function remember({ file }: Outgoing, carried: Carried, sent: Message): Promise<void> {
    const name = fileIdOf(sent);
    if (file?.source !== 'file' || carried.kind === 'words' || !name) return;
    if (typeof carried.file === 'string') return;
    try {
      const asSent = { ...file, as: carried.kind };
      await rememberSentFile(database.handle, { botId, file: asSent }, name);
    } catch (err) {
      // It is uploaded once more the next time.
      log.error({ err }, "Telegram's name of a file could not be kept.");
    }
  }

  async function move(from: number, to: number): Promise<void> {
    try {
      await platform.database.transaction((tx) => moveChat(tx, platform, { from, to }));
    } catch (error) {
      // Telegram says it again the next time.
      platform.log.error({ err: error }, "A chat's new id could not be stored.");
    }
  }

  async function recordOutcome(
    tx: Tx,
    notice: NoticeFacts,
    outcome: RecordedOutcome,
  ): Promise<void> {
    if (outcome.kind === 'unreachable') {
      await markConnectionBlocked(tx, platform, Number(notice.lane.address));
    }
    // Only what was tried before can have found the chat closed: a block that was none is over.
    if (outcome.kind === 'delivered' && notice.tries > 1) {
      await markReachable(tx, platform, { chatId: Number(notice.lane.address) });
    }
    await onNoticeOutcome?.(tx, notice, outcome);
  }
}

/** News goes only where the person is connected at this moment, and of what they may see; what belongs to a sign-up goes to its chat. */
async function mayDeliver(db: Db, notice: NoticeFacts): Promise<true | { skip: string }> {
  if (!notice.person || notice.kind.startsWith('sign_up.')) return true;
  if (notice.kind === farewellKind) return true;
  const connection = await findConnection(db, notice.person);
  if (!connection) return { skip: 'not connected' };
  if (String(connection.chatId) !== notice.lane.address) return { skip: 'connected elsewhere' };
  return (await maySee(db, notice.person, notice.subject)) || { skip: 'not visible' };
}

/** The ledger's words for what Telegram's answer means. */
export function outcomeOf(verdict: Verdict): Outcome {
  const { reason } = verdict;
  switch (verdict.kind) {
    case 'rate_limit': {
      const { afterSeconds } = verdict;
      return { kind: 'retry', afterSeconds, scope: 'lane', cause: 'rate_limit', reason };
    }
    case 'server':
      return { kind: 'retry', afterSeconds: 0, scope: 'lane', cause: 'server', reason };
    case 'connect':
      return { kind: 'retry', afterSeconds: 0, scope: 'bot', cause: 'connect', reason };
    case 'conflict':
    case 'refused':
      return { kind: 'stop', reason };
    case 'uncertain':
    case 'unreachable':
      return { kind: verdict.kind, reason };
    case 'migrated':
    case 'entities':
    case 'unchanged':
    case 'failed':
      return { kind: 'failed', reason };
  }
}
