/** What people write reaches a phone as they wrote it, and nothing of it becomes formatting, a template or a refusal. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InvoiceNews, invoiceNotice } from '../invoices/invoices.notices.ts';
import { hostileText } from '../notifications/hostile-text-test.ts';
import type { NewNotice, RichText } from '../notifications/notifications.ts';
import { ticketNotice } from '../tickets/tickets.notices.ts';
import { anna } from './bot-test.ts';
import { type OpenChannel, openChannel, outgoing } from './channel-test.ts';
import { laneOf } from './connections/connection.ts';

let open: OpenChannel;

beforeAll(async () => {
  open = await openChannel();
});

afterAll(() => open.close());

const to = {
  lane: laneOf(anna),
  language: 'ru',
  appUrl: 'https://help.example.com',
} as const;

/** Line breaks are \n already where people's words are taken in. */
const typed = hostileText.map((text) => text.replaceAll('\r', '').toWellFormed());
const line = typed.map((text) => [...text.replace(/\s+/g, ' ')].slice(0, 200).join(''));

// What Telegram marks by itself, in anybody's text.
const found = ['url', 'email', 'mention', 'hashtag', 'bot_command'];

/** Telegram makes spaces of control characters and takes away what is empty at the end. */
function asShown({ text, entities = [] }: RichText): RichText {
  const shown = text
    .replace(/[^\P{Cc}\n]/gu, (char) => (char < ' ' ? ' ' : char))
    .replace(/[ \n]+$/, '');
  const inside = entities.map((entity) => ({
    ...entity,
    length: Math.min(entity.length, shown.length - entity.offset),
  }));
  return { text: shown, entities: inside.filter(({ length }) => length > 0) };
}

async function expectShown({ lane, kind, rank, text }: NewNotice): Promise<void> {
  const message = outgoing({ kind, rank, lane, text });
  const outcome = await open.channel.deliver(message, new AbortController().signal);
  expect(outcome).toMatchObject({ kind: 'delivered' });
  const shown = open.sandbox.chat(open.phoneId).messages.at(-1);
  const entities = (shown?.entities ?? []).filter(({ type }) => !found.includes(type));
  expect({ text: shown?.text, entities }).toEqual(asShown(text));
}

test('the answer to a ticket, with a hostile subject, name and words', async () => {
  await fc.assert(
    fc.asyncProperty(line, line, typed, async (subject, name, text) => {
      const ticket = {
        id: 'id',
        number: 1042,
        subject,
        clientId: 'anna',
        priority: 'normal',
      } as const;
      const said = { name, text, files: 2 };
      const notice = ticketNotice(
        { ticket, what: 'answer', key: 'k', said, status: 'resolved' },
        to,
      );
      expect(notice.text.text.startsWith(`💬 № 1042 · ${subject}\n\n${name}:`)).toBe(true);
      if (!notice.text.text.includes('Читать полностью')) {
        expect(notice.text.text).toContain(text);
      }
      await expectShown(notice);
    }),
    { numRuns: 150 },
  );
});

test('what is said of an invoice, with a hostile number and reason', async () => {
  const invoice = { id: 'id', number: 17, clientId: 'anna', currency: 'RUB', total: 100, paid: 0 };
  await fc.assert(
    fc.asyncProperty(line, line, async (prefix, reason) => {
      const numberText = `${prefix.slice(0, 12).toWellFormed()}17`;
      const news = { invoice: { ...invoice, numberText, issuedOn: null, dueOn: null }, reason };
      const notice = invoiceNotice(
        { ...news, what: 'claim_rejected', key: 'k' } as InvoiceNews,
        to,
      );
      expect(notice.text.text).toContain(`Счёт № ${numberText}`);
      await expectShown(notice);
    }),
    { numRuns: 50 },
  );
});
