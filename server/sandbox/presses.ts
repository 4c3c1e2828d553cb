/** Inline buttons that were pressed and wait for the bot's answer. */
import { randomInt } from 'node:crypto';
import type { SandboxSpinner } from '../../contract/sandbox-shapes.ts';
import type { Clock } from '../platform/clock.ts';
import type { Phone } from './phones.ts';
import type { Store } from './store.ts';

export interface Press {
  spinner: SandboxSpinner;
  chatId: number;
  data: string;
}

export interface Presses {
  add(
    phone: Phone,
    button: { messageId: number; row: number; column: number; data: string },
  ): Press;
  /** One that may still be answered. */
  find(queryId: string): Press | undefined;
  answer(queryId: string): void;
  spinning(phone: Phone): SandboxSpinner[];
  clear(): void;
}

// How long Telegram takes an answer is not documented; a quarter of an hour is a guess.
const lifetime = 15 * 60 * 1000;

interface Row {
  query_id: string;
  chat_id: number;
  message_id: number;
  place: string;
  data: string;
}

export function newPresses(store: Store, clock: Clock): Presses {
  const oldest = () => clock.now().getTime() - lifetime;
  return {
    add(phone, { messageId, row, column, data }) {
      const queryId = `${randomInt(1, 2 ** 47)}${randomInt(1000, 9999)}`;
      const place = JSON.stringify({ row, column });
      store.run(
        `insert into presses (query_id, chat_id, message_id, place, data, pressed_at)
         values (?, ?, ?, ?, ?, ?)`,
        ...[queryId, phone.telegramId, messageId, place, data, clock.now().getTime()],
      );
      return { spinner: { queryId, messageId, row, column }, chatId: phone.telegramId, data };
    },
    find(queryId) {
      const row = store.one<Row>(
        'select * from presses where query_id = ? and answered = 0 and pressed_at > ?',
        queryId,
        oldest(),
      );
      return row && pressOf(row);
    },
    answer: (queryId) =>
      void store.run('update presses set answered = 1 where query_id = ?', queryId),
    spinning(phone) {
      const rows = store.all<Row>(
        'select * from presses where chat_id = ? and answered = 0 and pressed_at > ?',
        phone.telegramId,
        oldest(),
      );
      return rows.map((row) => pressOf(row).spinner);
    },
    clear: () => void store.run('delete from presses'),
  };
}

function pressOf(row: Row): Press {
  const { row: line, column } = JSON.parse(row.place) as { row: number; column: number };
  return {
    spinner: { queryId: row.query_id, messageId: row.message_id, row: line, column },
    chatId: row.chat_id,
    data: row.data,
  };
}
