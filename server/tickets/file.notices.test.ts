/** What is attached follows the words: each file by itself, without a sound, and only to whom the words were told. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerMyTicket } from '../../contract/my-tickets.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { kept, png } from '../files/files-test.ts';
import { connectCast, told, toldStaff } from './notices-test.ts';
import { answers, changes, done, opens, opensFor, type TestTicket } from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await connectCast(desk);
});
afterAll(() => desk.close());

async function attaches(as: Caller = desk.boris): Promise<string[]> {
  const picture = await kept(desk, as, { name: 'Схема.png', bytes: png() });
  const paper = await kept(desk, as, { name: 'Договор.txt', bytes: 'Текст' });
  return [picture.id, paper.id];
}

async function toPerson(ticket: TestTicket, name: string) {
  const all = (await told(desk, ticket)).filter(({ to }) => to === name);
  return all.map(({ kind, rank, content }) => ({ kind, rank, ...content }));
}

test('the files of an answer come after it in their order: a picture as one, the rest as documents', async () => {
  const ticket = await opens(desk);
  const fileIds = await attaches();
  await answers(desk, desk.boris, ticket, { text: 'Вот', fileIds });
  const [, answer, ...files] = await toPerson(ticket, 'anna');
  expect(answer).toMatchObject({ kind: 'ticket.answer' });
  expect(answer?.text).toMatchObject({ text: expect.stringContaining('📎 Вложения: 2') });
  const common = { kind: 'ticket.file', silent: true };
  expect(files).toMatchObject([
    {
      ...common,
      text: { text: `№ ${ticket.number} · Схема.png` },
      file: { source: 'file', id: fileIds[0], as: 'photo' },
    },
    {
      ...common,
      text: { text: `№ ${ticket.number} · Договор.txt` },
      file: { source: 'file', id: fileIds[1], as: 'document' },
    },
  ]);
  for (const { fold, rank } of files) expect([fold, rank]).toEqual([undefined, answer?.rank]);
});

test('so do those of a ticket that staff open; those of a note stay inside', async () => {
  const fileIds = await attaches();
  const ticket = await opensFor(desk, desk.boris, { clientId: desk.maria.id, fileIds });
  await answers(desk, desk.boris, ticket, { kind: 'note', text: 'Нет', fileIds: await attaches() });
  const files = (await toPerson(ticket, 'maria')).flatMap(({ file }) => (file ? [file.id] : []));
  expect(files).toEqual(fileIds);
});

test('what a client attaches comes to all who hear of the new ticket, in their own language', async () => {
  const fileIds = await attaches(desk.anna);
  const ticket = await opens(desk, desk.anna, { fileIds });
  for (const name of ['olga', 'boris', 'vera']) {
    const [words, ...files] = await toPerson(ticket, name);
    const number = `${name === 'vera' ? '№ ' : '#'}${ticket.number}`;
    expect(words).toMatchObject({ kind: 'staff.new_ticket' });
    const common = { kind: 'staff.file', silent: true };
    expect(files).toMatchObject([
      { ...common, text: { text: `${number} · Схема.png` }, file: { id: fileIds[0], as: 'photo' } },
      { ...common, file: { id: fileIds[1], as: 'document' } },
    ]);
    // Many at once hold up nobody's words.
    for (const { rank } of files) expect(rank).toBeGreaterThan(words?.rank ?? Infinity);
  }
  const own = await toPerson(ticket, 'anna');
  expect(own.map(({ kind }) => kind)).toEqual(['ticket.received']);
});

test('and with a message later, to whoever has the ticket alone', async () => {
  const ticket = await opens(desk);
  await changes(desk, desk.boris, ticket, { assigneeId: desk.vera.id });
  const fileIds = await attaches(desk.anna);
  const params = { ticketId: ticket.id };
  done(await desk.call(desk.anna, answerMyTicket, { params, body: { text: 'Вот', fileIds } }));
  const files = (await toldStaff(desk, ticket)).filter(([kind]) => kind === 'staff.file');
  expect(files).toEqual([
    ['staff.file', 'vera'],
    ['staff.file', 'vera'],
  ]);
});
