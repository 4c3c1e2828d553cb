/** The methods of the Bot API that the sandbox knows, by their names in lower case. */
import { answerCallbackQuery } from './answering.ts';
import {
  deleteMyCommands,
  getFile,
  getMe,
  getMyCommands,
  getMyDescription,
  setMyCommands,
  setMyDescription,
} from './bot.ts';
import {
  deleteMessage,
  editMessageReplyMarkup,
  editMessageText,
  setMessageReaction,
} from './changing.ts';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './getting-updates.ts';
import type { Method } from './method.ts';
import { sendChatAction, sendDocument, sendMessage, sendPhoto } from './sending.ts';

const all: Record<string, Method> = {
  getMe,
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  sendDocument,
  sendPhoto,
  sendChatAction,
  editMessageText,
  editMessageReplyMarkup,
  deleteMessage,
  setMessageReaction,
  answerCallbackQuery,
  setMyCommands,
  deleteMyCommands,
  getMyCommands,
  setMyDescription,
  getMyDescription,
  getFile,
};

export interface NamedMethod {
  /** As the documentation spells it. */
  name: string;
  run: Method;
}

const byName = new Map<string, NamedMethod>(
  Object.entries(all).map(([name, run]) => [name.toLowerCase(), { name, run }]),
);

/** In any case. */
export function findMethod(name: string): NamedMethod | undefined {
  return byName.get(name.toLowerCase());
}
