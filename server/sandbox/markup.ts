/** Keyboards under messages and below the chat: what a bot may give, and its limits. */
import type { InlineKeyboardButton, InlineKeyboardMarkup } from '@grammyjs/types';
import type { ReplyKeyboard } from '../../contract/sandbox-shapes.ts';
import { checkedLink } from './links.ts';
import { isRecord, type Params } from './params.ts';
import { badRequest } from './refusal.ts';

export type Markup =
  | { kind: 'inline'; markup: InlineKeyboardMarkup }
  | { kind: 'reply'; keyboard: ReplyKeyboard }
  | { kind: 'remove' }
  | { kind: 'none' };

// Measured by others, not documented: 100 inline buttons, 300 of a reply keyboard, about 10 kB of JSON.
const mostInlineButtons = 100;
const mostReplyButtons = 300;
const mostBytes = 10 * 1024;

/** Reads `reply_markup`. `isPrivate`: the chat is with a person, where a contact may be asked for. */
export function readMarkup(params: Params, isPrivate: boolean): Markup {
  const given = params.json('reply_markup', 'reply keyboard markup');
  if (given === undefined) return { kind: 'none' };
  if (!isRecord(given)) throw badRequest('object expected as reply markup');
  if (given.inline_keyboard !== undefined) {
    return readInline(rowsOf(given.inline_keyboard, 'inline_keyboard', 'InlineKeyboardMarkup'));
  }
  if (given.keyboard !== undefined) {
    const rows = rowsOf(given.keyboard, 'keyboard', 'ReplyKeyboardMarkup');
    return { kind: 'reply', keyboard: readKeyboard(rows, given, isPrivate) };
  }
  return given.remove_keyboard === true ? { kind: 'remove' } : { kind: 'none' };
}

function rowsOf(value: unknown, field: string, of: string): unknown[][] {
  if (!Array.isArray(value)) throw badRequest(`field "${field}" of the ${of} must be an Array`);
  for (const row of value) {
    if (!Array.isArray(row)) throw badRequest(`field "${field}" must be an Array of Arrays`);
  }
  return value;
}

function readInline(rows: unknown[][]): Markup {
  const keyboard = rows.map((row) => row.map(readInlineButton)).filter((row) => row.length > 0);
  if (keyboard.length === 0) return { kind: 'none' };
  const markup = { inline_keyboard: keyboard };
  if (keyboard.flat().length > mostInlineButtons || bytesOf(markup) > mostBytes) {
    throw badRequest('reply markup is too long');
  }
  return { kind: 'inline', markup };
}

const actions = [
  ...['url', 'callback_data', 'copy_text', 'disabled', 'web_app', 'login_url', 'pay'],
  ...['switch_inline_query', 'switch_inline_query_current_chat', 'switch_inline_query_chosen_chat'],
  ...['callback_game'],
];

function readInlineButton(given: unknown): InlineKeyboardButton {
  if (!isRecord(given)) throw badRequest("can't parse inline keyboard button: expected an Object");
  const text = given.text;
  if (typeof text !== 'string' || text.trim() === '') {
    throw badRequest('inline keyboard button text must be non-empty');
  }
  const chosen = actions.filter((action) => given[action] !== undefined);
  if (chosen.length === 0) {
    throw badRequest('text buttons are unallowed in the inline keyboard');
  }
  // Telegram takes the first and says nothing; a bot that gives two has a defect worth hearing of.
  if (chosen.length > 1) throw badRequest('BUTTON_TYPE_INVALID');
  const { url, callback_data: data, copy_text: copy } = given;
  const style = readStyle(given.style);
  const face = { text, ...(style && { style }) };
  if (typeof data === 'string') {
    const bytes = Buffer.byteLength(data);
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
    return { ...face, callback_data: data };
  }
  if (typeof url === 'string') {
    const link = checkedLink(url);
    if (link === undefined) {
      throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    }
    return { ...face, url: link };
  }
  if (isRecord(copy)) {
    const copied = copy.text;
    if (typeof copied !== 'string' || copied.length < 1 || [...copied].length > 256) {
      throw badRequest('BUTTON_COPY_TEXT_INVALID');
    }
    return { ...face, copy_text: { text: copied } };
  }
  if (isRecord(given.disabled)) return { ...face, disabled: {} };
  throw badRequest('BUTTON_TYPE_INVALID');
}

function readKeyboard(
  rows: unknown[][],
  given: Record<string, unknown>,
  isPrivate: boolean,
): ReplyKeyboard {
  const buttons = rows.map((row) => row.map((button) => readReplyButton(button, isPrivate)));
  if (buttons.flat().length > mostReplyButtons || bytesOf(rows) > mostBytes) {
    throw badRequest('reply markup is too long');
  }
  const placeholder = given.input_field_placeholder;
  return {
    rows: buttons.filter((row) => row.length > 0),
    resize: given.resize_keyboard === true,
    oneTime: given.one_time_keyboard === true,
    folded: false,
    ...(typeof placeholder === 'string' && placeholder !== '' && { placeholder }),
  };
}

function readReplyButton(
  given: unknown,
  isPrivate: boolean,
): ReplyKeyboard['rows'][number][number] {
  const button = typeof given === 'string' ? { text: given } : given;
  if (!isRecord(button) || typeof button.text !== 'string' || button.text.trim() === '') {
    throw badRequest('keyboard button text must be non-empty');
  }
  const requestContact = button.request_contact === true;
  if (requestContact && !isPrivate) {
    throw badRequest('phone number can be requested in private chats only');
  }
  const style = readStyle(button.style);
  return { text: button.text, requestContact, ...(style && { style }) };
}

function readStyle(given: unknown): 'danger' | 'success' | 'primary' | undefined {
  if (given === undefined || given === '') return undefined;
  if (given === 'danger' || given === 'success' || given === 'primary') return given;
  throw badRequest('invalid button style specified');
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
