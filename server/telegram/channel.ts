/** The ledger's way into Telegram: one try to deliver, and what became of it. */
import type { Api } from 'grammy';
import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  MessageEntity,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import type {
  Channel,
  InlineButton,
  Keyboard,
  NoticeFacts,
  Outcome,
  Outgoing,
  RecordedOutcome,
  RichText,
} from '../notifications/notifications.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { signalFor } from './api.ts';
import { findConnection, markConnectionBlocked, moveChat } from './connection.ts';
import { judge, type Verdict } from './telegram-errors.ts';

/** What others of this slice do in the transaction that records an outcome. */
export type OutcomeHook = (
  tx: Tx,
  notice: NoticeFacts,
  outcome: RecordedOutcome,
) => Promise<void> | void;

interface Given {
  api: Api;
  onNoticeOutcome?: OutcomeHook;
  /** Milliseconds; less than the ledger's own patience. */
  sendTimeout?: number;
}

/** Makes the channel. Its sends go out once: all repeating is the ledger's. */
export function newTelegramChannel(platform: Platform, given: Given): Channel {
  const { api, onNoticeOutcome, sendTimeout = 9_000 } = given;
  return { name: 'telegram', deliver, mayDeliver, recordOutcome };

  async function deliver(message: Outgoing, signal: AbortSignal): Promise<Outcome> {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(sendTimeout)]);
    let chatId = Number(message.lane.address);
    let text = message.text;
    // One more request after each of two refusals that tell how to do better; refused ones did nothing.
    for (let requests = 1; ; requests++) {
      try {
        message.written();
      } catch {
        return { kind: 'retry', afterSeconds: 0, scope: 'lane', cause: 'server', reason: 'Late.' };
      }
      try {
        const sent = await api.sendMessage(
          chatId,
          text.text,
          {
            entities: entitiesOf(text),
            link_preview_options: { is_disabled: true },
            disable_notification: message.silent,
            reply_markup: message.keyboard && markupOf(message.keyboard),
          },
          signalFor(inTime),
        );
        return { kind: 'delivered', messageId: String(sent.message_id) };
      } catch (error) {
        const verdict = judge(error);
        if (verdict.kind === 'entities' && text.entities && requests < 3) {
          text = { text: text.text };
        } else if (verdict.kind === 'migrated' && verdict.chatId !== chatId && requests < 3) {
          await move(chatId, verdict.chatId);
          chatId = verdict.chatId;
        } else {
          return outcomeOf(verdict);
        }
      }
    }
  }

  async function move(from: number, to: number): Promise<void> {
    try {
      await platform.database.transaction((tx) => moveChat(tx, { from, to }));
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
    await onNoticeOutcome?.(tx, notice, outcome);
  }
}

/** News goes only where the person is connected at this moment; what belongs to a sign-up goes to its chat. */
async function mayDeliver(db: Db, notice: NoticeFacts): Promise<true | { skip: string }> {
  if (!notice.person || notice.kind.startsWith('sign_up.')) return true;
  const connection = await findConnection(db, notice.person);
  if (!connection) return { skip: 'not connected' };
  return String(connection.chatId) === notice.lane.address || { skip: 'connected elsewhere' };
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

function entitiesOf({ entities }: RichText): MessageEntity[] | undefined {
  // The ledger is neutral of the channel; Telegram checks the types.
  return entities as MessageEntity[] | undefined;
}

function markupOf(
  keyboard: Keyboard,
): InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove {
  if ('remove' in keyboard) return { remove_keyboard: true };
  if ('inline' in keyboard) {
    return { inline_keyboard: keyboard.inline.map((row) => row.map(inlineButton)) };
  }
  return {
    keyboard: keyboard.reply.map((row) =>
      row.map(({ text, requestContact }) => ({
        text,
        ...(requestContact && { request_contact: true as const }),
      })),
    ),
    resize_keyboard: keyboard.resize ?? true,
    one_time_keyboard: keyboard.oneTime ?? false,
  };
}

function inlineButton({ text, action, style }: InlineButton): InlineKeyboardButton {
  const styled = { text, ...(style && { style }) };
  if ('callback' in action) return { ...styled, callback_data: action.callback };
  if ('url' in action) return { ...styled, url: action.url };
  return { ...styled, copy_text: { text: action.copy } };
}
