/** Who of the staff hears what of a ticket, in which language, and who does not. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeMyTicket, reopenMyTicket } from '../../contract/my-tickets.ts';
import { updateTickets } from '../../contract/tickets.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { staff } from '../identity/staff.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import { telegramAddresses } from '../telegram/telegram.ts';
import { connectCast, told, toldStaff } from './notices-test.ts';
import { tellStaff } from './staff.notices.ts';
import {
  answers,
  changes,
  day,
  done,
  opens,
  opensFor,
  stored,
  type TestTicket,
  writes,
} from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ APP_URL: 'https://help.example.com' });
  await connectCast(desk);
});
afterAll(() => desk.close());

/** A ticket of Anna's that is somebody's already. */
async function givenTo(assigneeId: string): Promise<TestTicket> {
  return opensFor(desk, desk.olga, { clientId: desk.anna.id, assigneeId });
}

async function textTo(name: string, kind: string, ticket: TestTicket): Promise<string> {
  const all = await told(desk, ticket);
  return all.find((one) => one.to === name && one.kind === kind)?.text ?? '';
}

test('a new ticket reaches all of the staff, each in their own language, with a way to it', async () => {
  const ticket = await opens(desk, desk.anna, { subject: 'Принтер', text: 'Горит $t(number)' });
  expect(await toldStaff(desk, ticket)).toEqual([
    ['staff.new_ticket', 'boris'],
    ['staff.new_ticket', 'olga'],
    ['staff.new_ticket', 'vera'],
  ]);
  const words = 'Anna Smirnova:\nГорит $t(number)';
  const { number } = ticket;
  expect(await textTo('vera', 'staff.new_ticket', ticket)).toBe(
    `🆕 № ${number} · Принтер\n\nНовый тикет.\n\n${words}`,
  );
  expect(await textTo('boris', 'staff.new_ticket', ticket)).toBe(
    `🆕 #${number} · Принтер\n\nA new ticket.\n\n${words}`,
  );
  const [first] = (await told(desk, ticket)).filter(({ to }) => to === 'vera');
  expect(first?.content.keyboard).toEqual({
    inline: [
      [
        {
          text: 'Открыть тикет',
          action: { url: `https://help.example.com/admin/tickets/${number}` },
        },
      ],
    ],
  });
});

test('what a program brings in reaches all of them, or the one that it is for', async () => {
  const program = await desk.program(['tickets.write']);
  const nobodys = await opensFor(desk, program, { clientId: desk.maria.id });
  expect((await toldStaff(desk, nobodys)).map(([, who]) => who)).toEqual(['boris', 'olga', 'vera']);
  expect(await textTo('olga', 'staff.new_ticket', nobodys)).toContain('Maria:\nПришлите подпись');
  const assigneeId = desk.boris.id.toUpperCase();
  const boriss = await opensFor(desk, program, { clientId: desk.maria.id, assigneeId });
  expect(await toldStaff(desk, boriss)).toEqual([['staff.new_ticket', 'boris']]);
});

test('what a colleague opens is news for whom it is given to, and for nobody who has done it', async () => {
  expect(await toldStaff(desk, await givenTo(desk.vera.id))).toEqual([['staff.assigned', 'vera']]);
  expect(await toldStaff(desk, await givenTo(desk.olga.id))).toEqual([]);
  const nobodys = await opensFor(desk, desk.olga, { clientId: desk.anna.id });
  expect(await toldStaff(desk, nobodys)).toEqual([]);
});

test('a client’s words reach whoever has the ticket; where nobody has it, all of them', async () => {
  const ticket = await opens(desk, desk.anna, { subject: 'Принтер' });
  await changes(desk, desk.boris, ticket, { assigneeId: desk.boris.id });
  await writes(desk, desk.anna, ticket, 'Всё ещё горит');
  const to = async () =>
    (await told(desk, ticket)).flatMap((one) =>
      one.kind === 'staff.client_message' ? [one.to] : [],
    );
  expect(await to()).toEqual(['boris']);
  expect(await textTo('boris', 'staff.client_message', ticket)).toBe(
    `💬 #${ticket.number} · Принтер\n\nAnna Smirnova:\nВсё ещё горит`,
  );
  await changes(desk, desk.boris, ticket, { assigneeId: null });
  await writes(desk, desk.anna, ticket);
  expect((await to()).slice(1).sort()).toEqual(['boris', 'olga', 'vera']);
});

test('a ticket that its client takes up again is news, though nothing is said', async () => {
  const ticket = await givenTo(desk.vera.id);
  const params = { ticketId: ticket.id };
  done(await desk.call(desk.anna, closeMyTicket, { params }));
  done(await desk.call(desk.anna, reopenMyTicket, { params }));
  expect(await toldStaff(desk, ticket)).toEqual([
    ['staff.assigned', 'vera'],
    ['staff.client_message', 'vera'],
  ]);
  expect(await textTo('vera', 'staff.client_message', ticket)).toContain(
    'Клиент вернул тикет в работу.\n\nКлиент: Anna Smirnova',
  );
});

test('whoever is given a ticket hears by whom; whoever takes it, or loses it, does not', async () => {
  const ticket = await opens(desk, desk.maria, { subject: 'Printer' });
  const assigned = async () =>
    (await toldStaff(desk, ticket)).filter(([kind]) => kind === 'staff.assigned');
  await changes(desk, desk.boris, ticket, { assigneeId: desk.boris.id });
  expect(await assigned()).toEqual([]);
  await changes(desk, desk.olga, ticket, { assigneeId: desk.vera.id });
  expect(await assigned()).toEqual([['staff.assigned', 'vera']]);
  expect(await textTo('vera', 'staff.assigned', ticket)).toBe(
    `👤 № ${ticket.number} · Printer\n\nТеперь это ваш тикет.\n\nКлиент: Maria\nКто назначил: Olga Vetrova`,
  );
});

test('many at once: each ticket is news for whoever is given it', async () => {
  const one = await opens(desk);
  const other = await opens(desk, desk.maria);
  const items = [one, other].map(({ id }) => ({ id, assigneeId: desk.vera.id }));
  done(await desk.call(desk.olga, updateTickets, { body: { items } }));
  for (const ticket of [one, other]) {
    const all = await toldStaff(desk, ticket);
    expect(all.filter(([kind]) => kind === 'staff.assigned')).toEqual([['staff.assigned', 'vera']]);
  }
});

test('a note is read by whoever has the ticket, and by nobody else; its author knows it', async () => {
  const ticket = await givenTo(desk.vera.id);
  await answers(desk, desk.boris, ticket, { kind: 'note', text: 'Тайное слово' });
  await answers(desk, desk.vera, ticket, { kind: 'note', text: 'Поняла' });
  expect(await toldStaff(desk, ticket)).toEqual([
    ['staff.assigned', 'vera'],
    ['staff.note', 'vera'],
  ]);
  expect(await textTo('vera', 'staff.note', ticket)).toBe(
    `📝 № ${ticket.number} · Договор\n\nВнутренняя заметка · Boris Sokolov:\nТайное слово\n\nОтветьте на это сообщение, чтобы добавить свою заметку. Клиент её не увидит.`,
  );
});

test('a target that is missed is told once, to whoever has the ticket or to all', async () => {
  const urgent = await opens(desk, desk.anna, { subject: 'Склад' });
  const given = await opens(desk, desk.maria, { subject: 'Warehouse' });
  await changes(desk, desk.olga, given, { assigneeId: desk.vera.id });
  await desk.advance(20 * day);
  await desk.platform.jobs.runNow('note-overdue');
  await desk.platform.jobs.runNow('note-overdue');
  const overdue = async (ticket: TestTicket) =>
    (await toldStaff(desk, ticket)).filter(([kind]) => kind === 'staff.overdue');
  expect((await overdue(urgent)).map(([, who]) => who)).toEqual(['boris', 'olga', 'vera']);
  expect(await overdue(given)).toEqual([['staff.overdue', 'vera']]);
  expect(await textTo('vera', 'staff.overdue', given)).toBe(
    `⏰ № ${given.number} · Warehouse\n\nПервый ответ просрочен.\nРешение просрочено.\n\nКлиент: Maria`,
  );
});

test('an urgent ticket says so to staff', async () => {
  const ticket = await opensFor(desk, desk.olga, {
    clientId: desk.anna.id,
    assigneeId: desk.boris.id,
    priority: 'urgent',
  });
  expect(await textTo('boris', 'staff.assigned', ticket)).toMatch(/🔥 Urgent$/);
});

test('told again, it is told once', async () => {
  const ticket = await stored(desk, await opens(desk));
  const again = { ticket, what: 'new_ticket' as const, key: ticket.id, by: desk.anna };
  const ports = { addresses: telegramAddresses };
  await desk.platform.database.transaction((tx) =>
    tellStaff(tx, { platform: desk.platform, ports }, [again]),
  );
  expect(await toldStaff(desk, ticket)).toHaveLength(3);
});

test('whoever is shut out hears nothing; their tickets are everybody’s news', async () => {
  const ticket = await givenTo(desk.boris.id);
  await desk.platform.database.handle
    .update(staff)
    .set({ deactivatedAt: databaseNow })
    .where(eq(staff.id, desk.boris.id));
  await writes(desk, desk.anna, ticket);
  const heard = (await toldStaff(desk, ticket)).filter(([kind]) => kind !== 'staff.assigned');
  // Vera sees her own and nobody's.
  expect(heard).toEqual([['staff.client_message', 'olga']]);
});
