/** The people of the sandbox, each with one phone, and where their chat with the bot stands. */
import { randomInt } from 'node:crypto';
import type { Chat, User } from '@grammyjs/types';
import type { NewPhone, ReplyKeyboard, SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { newDigits, newId } from '../platform/ids.ts';
import type { Events } from './events.ts';
import type { Store } from './store.ts';

/** A phone with what only this process may know of it. */
export interface Phone extends SandboxPhone {
  telegramId: number;
}

export interface Phones {
  add(given: NewPhone & { telegramId?: number }, chat?: Phone['chat']): Phone;
  list(): Phone[];
  find(id: string): Phone | undefined;
  byTelegramId(telegramId: number): Phone | undefined;
  setChat(phone: Phone, chat: Phone['chat']): Phone;
  keyboard(phone: Phone): ReplyKeyboard | undefined;
  setKeyboard(phone: Phone, keyboard: ReplyKeyboard | undefined): void;
  /** All chats as if the bot had never been met. */
  forgetChats(): void;
}

interface Row {
  telegram_id: number;
  profile: string;
  chat: Phone['chat'];
}

const colors = ['#e17076', '#7bc862', '#65aadd', '#a695e7', '#ee7aae', '#6ec9cb', '#faa774'];

export function newPhones(store: Store, events: Events): Phones {
  // Read with every call of the Bot API, hence kept at hand; nobody else writes this file.
  const byId = new Map<string, Phone>();
  const byTelegram = new Map<number, Phone>();
  for (const row of store.all<Row>(
    'select telegram_id, profile, chat from phones order by position',
  )) {
    remember({ ...JSON.parse(row.profile), chat: row.chat, telegramId: row.telegram_id });
  }
  const keyboardOf = 'select keyboard from phones where telegram_id = ?';
  return {
    add,
    list: () => [...byId.values()],
    find: (id) => byId.get(id),
    byTelegramId: (telegramId) => byTelegram.get(telegramId),
    setChat(phone, chat) {
      store.run('update phones set chat = ? where telegram_id = ?', chat, phone.telegramId);
      const changed = remember({ ...phone, chat });
      events.emit({ type: 'phone', phone: changed });
      return changed;
    },
    keyboard(phone) {
      const row = store.one<{ keyboard: string | null }>(keyboardOf, phone.telegramId);
      return row?.keyboard ? (JSON.parse(row.keyboard) as ReplyKeyboard) : undefined;
    },
    setKeyboard(phone, keyboard) {
      const text = keyboard ? JSON.stringify(keyboard) : null;
      store.run('update phones set keyboard = ? where telegram_id = ?', text, phone.telegramId);
      events.emit({ type: 'keyboard', phoneId: phone.id, keyboard });
    },
    forgetChats() {
      store.run(`update phones set chat = 'never_started', keyboard = null`);
      for (const phone of byId.values()) remember({ ...phone, chat: 'never_started' });
    },
  };

  function remember(phone: Phone): Phone {
    byId.set(phone.id, phone);
    byTelegram.set(phone.telegramId, phone);
    return phone;
  }

  function add(given: Parameters<Phones['add']>[0], chat: Phone['chat'] = 'never_started'): Phone {
    const { telegramId = freeTelegramId(), phoneNumber = freeNumber(), ...rest } = given;
    const profile = {
      id: newId(),
      firstName: rest.firstName,
      ...(rest.lastName && { lastName: rest.lastName }),
      ...(rest.username && { username: rest.username }),
      phoneNumber,
      languageCode: rest.languageCode ?? 'ru',
      color: colors[byId.size % colors.length] as string,
    };
    store.run(
      'insert into phones (telegram_id, position, id, profile, chat) values (?, ?, ?, ?, ?)',
      ...[telegramId, byId.size, profile.id, JSON.stringify(profile), chat],
    );
    const phone = remember({ ...profile, chat, telegramId });
    events.emit({ type: 'phone', phone });
    return phone;
  }

  function freeTelegramId(): number {
    // Beyond 32 bits, as new accounts are: whoever keeps ids in an integer column finds out here.
    const id = randomInt(5_000_000_000, 9_000_000_000);
    return byTelegram.has(id) ? freeTelegramId() : id;
  }

  function freeNumber(): string {
    const number = `+7999${newDigits(7)}`;
    return [...byId.values()].some((phone) => sameNumber(phone.phoneNumber, number))
      ? freeNumber()
      : number;
  }
}

/** The person as updates show them. */
export function userOf(phone: Phone): User {
  return {
    id: phone.telegramId,
    is_bot: false,
    first_name: phone.firstName,
    ...(phone.lastName && { last_name: phone.lastName }),
    ...(phone.username && { username: phone.username }),
    language_code: phone.languageCode,
  };
}

export function chatOf(phone: Phone): Chat.PrivateChat {
  return {
    id: phone.telegramId,
    type: 'private',
    first_name: phone.firstName,
    ...(phone.lastName && { last_name: phone.lastName }),
    ...(phone.username && { username: phone.username }),
  };
}

function sameNumber(one: string, other: string): boolean {
  return one.replace('+', '') === other.replace('+', '');
}
