/** A notice's keyboard as Telegram knows it. */
import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import type { InlineButton, Keyboard } from '../../notifications/notifications.ts';

export function markupOf(
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
