/** "I have paid" reaches whoever of the staff works with that invoice, in their language, and nobody else. */
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateTicket } from '../../contract/tickets.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { kept, png } from '../files/files-test.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { connectCast, told } from '../tickets/notices-test.ts';
import { opens } from '../tickets/tickets-test.ts';
import { issues as issuesWith } from './invoices-test.ts';
import { claims, done, issues } from './payments-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ APP_URL: 'https://help.example.com' });
  await connectCast(desk);
});
afterAll(() => desk.close());

async function toldOf(invoice: { id: string }): Promise<string[]> {
  const all = await told(desk, invoice);
  return all.flatMap(({ kind, to }) => (kind === 'staff.claim' ? [to] : [])).sort();
}

test('it says who, how much, when and what else, with a way to the invoice', async () => {
  const invoice = await issues(desk, { as: desk.vera, total: 123_450 });
  const receipt = await kept(desk, desk.anna, { name: 'Чек.png', bytes: png() });
  const given = { paidOn: '2026-11-20', comment: 'Перевёл {{sum}} <b>', fileIds: [receipt.id] };
  await claims(desk, desk.anna, invoice, given);
  // She has made it.
  expect(await toldOf(invoice)).toEqual(['boris', 'olga', 'vera']);
  const notice = (await told(desk, invoice)).find(({ to }) => to === 'vera');
  const [title, ...parts] = (notice?.text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ').split('\n\n');
  expect(title).toMatch(/^💰 Счёт № \d+$/);
  expect(parts).toEqual([
    'Клиент сообщил, что оплатил счёт.',
    'Клиент: Anna Smirnova\nСумма: 1 234,50 ₽\nДень оплаты: 20 ноября 2026',
    'Комментарий:\nПеревёл {{sum}} <b>',
    '📎 Вложения: 1',
  ]);
  expect(notice?.content.keyboard).toEqual({
    inline: [
      [
        {
          text: 'Открыть счёт',
          action: {
            url: expect.stringMatching(/^https:\/\/help\.example\.com\/admin\/invoices\/\d+$/),
          },
        },
      ],
    ],
  });
});

test('whoever sees but their own does not hear of others’ invoices', async () => {
  const invoice = await issues(desk);
  await claims(desk, desk.anna, invoice);
  expect(await toldOf(invoice)).toEqual(['boris', 'olga']);
});

test('an invoice of a ticket is the business of whoever has the ticket', async () => {
  const ticket = await opens(desk);
  const invoice = await issuesWith(desk, desk.olga, { ticketId: ticket.id });
  const params = { ticketId: ticket.id };
  const body = { assigneeId: desk.vera.id };
  done(await desk.call(desk.olga, updateTicket, { params, body }));
  await claims(desk, desk.anna, invoice);
  expect(await toldOf(invoice)).toEqual(['boris', 'olga', 'vera']);
});

test('no client hears of it, the one who said it included', async () => {
  const toClients = await desk.platform.database.handle
    .select({ kind: notices.kind })
    .from(notices)
    .where(and(eq(notices.personKind, 'client'), eq(notices.kind, 'staff.claim')));
  expect(toClients).toEqual([]);
});
