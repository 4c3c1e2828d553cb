/** What staff attach follows their words: each file by itself, without a sound, and only what the client may see. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { kept, png } from '../files/files-test.ts';
import { connectCast, told } from './notices-test.ts';
import { answers, opens, opensFor, type TestTicket } from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await connectCast(desk);
});
afterAll(() => desk.close());

async function attaches(): Promise<string[]> {
  const picture = await kept(desk, desk.boris, { name: 'Схема.png', bytes: png() });
  const paper = await kept(desk, desk.boris, { name: 'Договор.txt', bytes: 'Текст' });
  return [picture.id, paper.id];
}

async function toClient(ticket: TestTicket, name: string) {
  const all = (await told(desk, ticket)).filter(({ to }) => to === name);
  return all.map(({ kind, content }) => ({ kind, ...content }));
}

test('the files of an answer come after it in their order: a picture as one, the rest as documents', async () => {
  const ticket = await opens(desk);
  const fileIds = await attaches();
  await answers(desk, desk.boris, ticket, { text: 'Вот', fileIds });
  const [, answer, ...files] = await toClient(ticket, 'anna');
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
  for (const { fold } of files) expect(fold).toBeUndefined();
});

test('so do those of a ticket that staff open; those of a note stay inside', async () => {
  const fileIds = await attaches();
  const ticket = await opensFor(desk, desk.boris, { clientId: desk.maria.id, fileIds });
  await answers(desk, desk.boris, ticket, { kind: 'note', text: 'Нет', fileIds: await attaches() });
  const files = (await toClient(ticket, 'maria')).flatMap(({ file }) => (file ? [file.id] : []));
  expect(files).toEqual(fileIds);
});
