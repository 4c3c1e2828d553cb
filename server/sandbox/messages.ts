/** The messages of all chats. Ids rise over all chats of the bot, as they do at Telegram. */
import type { Message } from '@grammyjs/types';
import type { Events } from './events.ts';
import type { Phone } from './phones.ts';
import { showMessage } from './show-message.ts';
import type { Store } from './store.ts';

export type StoredMessage = Omit<Message, 'message_id'>;

export interface Messages {
  add(phone: Phone, body: StoredMessage): Message;
  find(phone: Phone, id: number): Message | undefined;
  replace(phone: Phone, message: Message): void;
  /** Gives back whether it was there. */
  remove(phone: Phone, id: number): boolean;
  list(phone: Phone): { message: Message; reactions: string[] }[];
  reactions(phone: Phone, id: number): string[];
  react(phone: Phone, message: Message, emoji: string[]): void;
  clear(): void;
}

interface Row {
  id: number;
  body: string;
  reactions: string;
}

export function newMessages(store: Store, events: Events): Messages {
  return { add, find, replace, remove, list, reactions, react, clear };

  function add(phone: Phone, body: StoredMessage): Message {
    const { rowid } = store.run(
      'insert into messages (chat_id, body) values (?, ?)',
      phone.telegramId,
      JSON.stringify(body),
    );
    const message = { message_id: rowid, ...body };
    tell(phone, message, []);
    return message;
  }

  function row(phone: Phone, id: number): Row | undefined {
    return store.one<Row>(
      'select id, body, reactions from messages where id = ? and chat_id = ?',
      id,
      phone.telegramId,
    );
  }

  function find(phone: Phone, id: number): Message | undefined {
    const found = row(phone, id);
    return found && messageOf(found);
  }

  function replace(phone: Phone, message: Message): void {
    const { message_id: id, ...body } = message;
    store.run('update messages set body = ? where id = ?', JSON.stringify(body), id);
    tell(phone, message, events.idle ? [] : reactions(phone, id));
  }

  function remove(phone: Phone, id: number): boolean {
    const { changes } = store.run(
      'delete from messages where id = ? and chat_id = ?',
      id,
      phone.telegramId,
    );
    if (changes > 0) events.emit({ type: 'message_deleted', phoneId: phone.id, messageId: id });
    return changes > 0;
  }

  function list(phone: Phone): { message: Message; reactions: string[] }[] {
    const rows = store.all<Row>(
      'select id, body, reactions from messages where chat_id = ? order by id',
      phone.telegramId,
    );
    return rows.map((found) => ({
      message: messageOf(found),
      reactions: JSON.parse(found.reactions) as string[],
    }));
  }

  function reactions(phone: Phone, id: number): string[] {
    const found = row(phone, id);
    return found ? (JSON.parse(found.reactions) as string[]) : [];
  }

  function react(phone: Phone, message: Message, emoji: string[]): void {
    const id = message.message_id;
    store.run('update messages set reactions = ? where id = ?', JSON.stringify(emoji), id);
    tell(phone, message, emoji);
  }

  function clear(): void {
    store.run('delete from messages');
  }

  function tell(phone: Phone, message: Message, given: string[]): void {
    if (events.idle) return;
    events.emit({ type: 'message', phoneId: phone.id, message: showMessage(message, given) });
  }
}

function messageOf(row: Row): Message {
  return { message_id: row.id, ...(JSON.parse(row.body) as StoredMessage) };
}
