/** News that may fold, for the tests of folding. */
import { news } from './ledger-test.ts';
import type { NewNotice } from './notifications.ts';

export const client = { kind: 'client', id: 'anna' } as const;

/** One change of a ticket: its words are `#42: text`, its digest says them under `#42`. */
export function change(
  address: string,
  ticket: string,
  text: string,
  more: Partial<NewNotice> = {},
): NewNotice {
  return news(address, `#${ticket}: ${text}`, {
    person: client,
    subject: { kind: 'ticket', id: ticket },
    fold: { title: { text: `#${ticket}` }, body: { text }, language: 'en' },
    keyboard: { inline: [[{ text, action: { callback: text } }]] },
    ...more,
  });
}
