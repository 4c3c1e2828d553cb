/** Tags and canned answers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addCannedAnswer,
  addTag,
  fillCannedAnswer,
  listCannedAnswers,
  mostCannedAnswers,
  mostTagsOfAll,
  readCannedAnswer,
  removeCannedAnswer,
  removeTag,
  updateCannedAnswer,
  updateTag,
} from '../../contract/ticket-tools.ts';
import { listTags } from '../../contract/tickets.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { newId } from '../platform/ids.ts';
import { cannedAnswers, tags } from './tickets.tables.ts';
import { changes, done, opens, tagNamesOf } from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const makeTag = (name: string) => desk.call(desk.olga, addTag, { body: { name, colour: 'green' } });
const makeCanned = (title: string, text: string) =>
  desk.call(desk.olga, addCannedAnswer, { body: { title, text } });

test('a tag is made, renamed, and taken off all tickets with its end', async () => {
  const { id } = done(await makeTag('Срочно'));
  expect((await makeTag('СРОЧНО')).error?.code).toBe('tag.name_taken');
  const other = done(await makeTag('Потом'));
  const params = { tagId: other.id };
  const rename = { params, body: { name: 'срочно' } };
  expect((await desk.call(desk.olga, updateTag, rename)).error?.code).toBe('tag.name_taken');
  done(await desk.call(desk.olga, updateTag, { params, body: { name: 'Позже', colour: 'red' } }));
  const ticket = await opens(desk);
  await changes(desk, desk.boris, ticket, { tagIds: [id, other.id] });
  expect(await tagNamesOf(desk, ticket)).toEqual(['Позже', 'Срочно']);
  done(await desk.call(desk.olga, removeTag, { params: { tagId: id } }));
  expect(await tagNamesOf(desk, ticket)).toEqual(['Позже']);
  expect(done(await desk.call(desk.boris, listTags)).items).toEqual([
    { id: other.id, name: 'Позже', colour: 'red' },
  ]);
  for (const endpoint of [updateTag, removeTag]) {
    const gone = { params: { tagId: id }, body: endpoint === updateTag ? {} : undefined };
    expect((await desk.call(desk.olga, endpoint, gone)).error?.code).toBe('request.not_found');
  }
});

test('tags are made by admins alone, and read by agents', async () => {
  const body = { name: 'Моё', colour: 'red' };
  expect((await desk.call(desk.boris, addTag, { body })).error?.code).toBe('request.forbidden');
  expect((await desk.call(desk.anna, listTags)).error?.code).toBe('request.forbidden');
});

test('a canned answer is filled in for a ticket; what is no variable stays as it is', async () => {
  const text =
    'Здравствуйте, {{client.name}}! Тикет {{ ticket.number }} «{{ticket.subject}}»: {{agent.name}}, {{company.name}}. {{x}} {{constructor}} {{client.phone}}';
  const { id: cannedId } = done(await makeCanned('Приветствие', text));
  const ticket = await opens(desk, desk.anna, { subject: 'Про {{agent.name}}' });
  const fill = (ticketId: string | number, as = desk.boris) =>
    desk.call(as, fillCannedAnswer, { params: { cannedId }, query: { ticketId } });
  const filled = `Здравствуйте, ${desk.anna.name}! Тикет ${ticket.number} «Про {{agent.name}}»: ${desk.boris.name}, ${desk.platform.config.companyName}. {{x}} {{constructor}} {{client.phone}}`;
  expect(done(await fill(ticket.id)).text).toBe(filled);
  expect(done(await fill(ticket.number)).text).toBe(filled);
  await changes(desk, desk.boris, ticket, { assigneeId: desk.boris.id });
  expect((await fill(ticket.id, desk.vera)).error?.code).toBe('request.not_found');
});

test('a canned answer that names a long subject many times stays a small reply', async () => {
  const { id: cannedId } = done(await makeCanned('Многословный', '{{ticket.subject}}'.repeat(270)));
  const ticket = await opens(desk, desk.anna, { subject: '漢'.repeat(200) });
  const input = { params: { cannedId }, query: { ticketId: ticket.id } };
  const { text } = done(await desk.call(desk.boris, fillCannedAnswer, input));
  expect(text.startsWith('漢漢')).toBe(true);
  expect(Buffer.byteLength(text)).toBeLessThan(100_000);
  done(await desk.call(desk.olga, removeCannedAnswer, { params: { cannedId } }));
});

test('a canned answer is changed and forgotten', async () => {
  const { id: cannedId } = done(await makeCanned('Прощание', 'До свидания'));
  const params = { cannedId };
  const read = () => desk.call(desk.boris, readCannedAnswer, { params });
  done(await desk.call(desk.olga, updateCannedAnswer, { params, body: { text: 'Пока' } }));
  expect(done(await read())).toEqual({ id: cannedId, title: 'Прощание', text: 'Пока' });
  done(await desk.call(desk.olga, removeCannedAnswer, { params }));
  expect((await read()).error?.code).toBe('request.not_found');
  const again = await desk.call(desk.olga, removeCannedAnswer, { params });
  expect(again.error?.code).toBe('request.not_found');
});

test('all canned answers are listed in less than 100 kB, however long they are, and there is an end to them', async () => {
  const { handle } = desk.platform.database;
  const room = mostCannedAnswers - (await handle.$count(cannedAnswers));
  await handle.insert(cannedAnswers).values(
    Array.from({ length: room }, () => ({
      id: newId(),
      title: '😀'.repeat(80),
      text: '"\n😀'.repeat(3000),
    })),
  );
  const answer = await desk.call(desk.boris, listCannedAnswers);
  expect(Buffer.byteLength(JSON.stringify(done(answer)))).toBeLessThan(100_000);
  expect(answer.body.items).toHaveLength(mostCannedAnswers);
  expect(answer.body.items.filter(({ cut }) => cut)).toHaveLength(room);
  expect((await makeCanned('Ещё одна', 'Лишняя')).error?.code).toBe('settings.too_many');
});

test('there is an end to tags', async () => {
  const { handle } = desk.platform.database;
  const room = mostTagsOfAll - (await handle.$count(tags));
  const names = Array.from({ length: room }, (_, n) => `${n}${'😀'.repeat(36)}`);
  await handle
    .insert(tags)
    .values(names.map((name) => ({ id: newId(), name, key: name, colour: 'violet' as const })));
  expect((await makeTag('Лишняя')).error?.code).toBe('settings.too_many');
  const answer = done(await desk.call(desk.boris, listTags));
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(100_000);
});
