/** A single notice: its words, its tries, once more, or not at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../../contract/audit.ts';
import { cancelDelivery, readDelivery, retryDelivery } from '../../contract/deliveries.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { secretPlaceholder } from '../notifications/notifications.ts';
import { type Chat, connects, enqueue, goesOut, rowOf } from './deliveries-test.ts';

let desk: Desk;
let anna: Chat;

beforeAll(async () => {
  desk = await openDesk();
  anna = await connects(desk, desk.anna, { telegramId: 720_000_001 });
});
afterAll(() => desk?.close());

const read = async (deliveryId: string) =>
  (await desk.call(desk.olga, readDelivery, { params: { deliveryId } })).body;
const retry = async (deliveryId: string, body = {}) =>
  (await desk.call(desk.olga, retryDelivery, { params: { deliveryId }, body })).error?.code;
const cancel = async (deliveryId: string) =>
  (await desk.call(desk.olga, cancelDelivery, { params: { deliveryId } })).error?.code;
const texts = () => desk.app.sandbox.chat(anna.phone).messages.map(({ text }) => text);

function fails(more: { code?: number; description?: string; times?: number; action?: 'drop' }) {
  const { faults } = desk.app.sandbox;
  const fault = {
    method: 'sendMessage',
    chatId: anna.telegramId,
    times: 1,
    mode: 'before' as const,
  };
  if (more.action) faults.add({ ...fault, mode: 'after', ...more, action: more.action });
  else faults.add({ ...fault, action: 'error', ...more });
}

test('what Telegram has refused is told in its words, and goes out when it is sent again', async () => {
  fails({ code: 400, description: 'Bad Request: message text is strange' });
  const id = await enqueue(desk, anna, { text: { text: 'Strange news.' } });
  await goesOut(desk);
  expect(await read(id)).toMatchObject({
    state: 'failed',
    why: { code: 'message_refused', words: '400 Bad Request: message text is strange' },
    may: ['retry'],
    text: 'Strange news.',
    history: [{ number: 1, outcome: 'failed', why: { code: 'message_refused' } }],
  });
  expect(await retry(id)).toBeUndefined();
  await goesOut(desk);
  expect(await read(id)).toMatchObject({ state: 'delivered', tries: 2, may: [] });
  expect(texts()).toContain('Strange news.');
  expect(await retry(id)).toBe('delivery.settled');
  const { body } = await desk.call(desk.olga, audit, { query: { action: 'delivery.retried' } });
  expect(body.items[0]).toMatchObject({ subject: { id, label: desk.anna.name } });
});

test('what may have arrived twice already is sent again only when that is accepted', async () => {
  fails({ action: 'drop', times: 2 });
  const id = await enqueue(desk, anna, { text: { text: 'Perhaps.' } });
  await goesOut(desk);
  await desk.advance(11_000);
  await goesOut(desk);
  expect(await read(id)).toMatchObject({
    state: 'uncertain',
    tries: 2,
    why: { code: 'no_answer' },
    may: ['retry_again'],
  });
  expect(await retry(id)).toBe('delivery.perhaps_twice');
  expect(await retry(id, { again: true })).toBeUndefined();
  await goesOut(desk);
  expect(await read(id)).toMatchObject({ state: 'delivered', tries: 3, perhapsTwice: true });
});

test('a code is hidden, and never sent twice, whatever became of it', async () => {
  fails({ code: 400, description: 'Bad Request: no' });
  const id = await enqueue(desk, anna, {
    kind: 'sign_up.code',
    rank: 'code',
    text: { text: `Your code: ${secretPlaceholder(6)}` },
    secret: '482913',
  });
  await goesOut(desk);
  expect(await read(id)).toMatchObject({ state: 'failed', text: 'Your code: ••••••', may: [] });
  expect(await retry(id, { again: true })).toBe('delivery.code');
  expect(await cancel(id)).toBe('delivery.code');
});

test('somebody who could not be reached is tried at once, and shows as reachable again', async () => {
  fails({ code: 403, description: 'Forbidden: bot was blocked by the user' });
  const id = await enqueue(desk, anna, { text: { text: 'Are you there?' } });
  await goesOut(desk);
  expect(await rowOf(desk, id)).toMatchObject({ state: 'unreachable', why: { code: 'blocked' } });
  expect(await retry(id)).toBeUndefined();
  await goesOut(desk);
  expect(await rowOf(desk, id)).toMatchObject({ state: 'delivered' });
  const telegram = await desk.http.inject({
    url: `/api/clients/${desk.anna.id}/telegram`,
    headers: { authorization: `Bearer ${desk.olga.bearer()}` },
  });
  expect(telegram.json()).toMatchObject({
    state: 'connected',
    lastDelivery: { state: 'delivered' },
    waiting: 0,
  });
});

test('what has not gone out can be taken back, once; what has cannot', async () => {
  const notBefore = new Date(desk.platform.clock.now().getTime() + 3_600_000);
  const id = await enqueue(desk, anna, { notBefore, text: { text: 'Never mind.' } });
  expect(await retry(id)).toBe('delivery.waits');
  expect(await cancel(id)).toBeUndefined();
  expect(await read(id)).toMatchObject({
    state: 'cancelled',
    why: { code: 'cancelled_by_staff' },
    may: [],
  });
  expect(await cancel(id)).toBe('delivery.gone');
  await desk.advance(3_700_000);
  await goesOut(desk);
  expect(texts()).not.toContain('Never mind.');
});

test('whoever has gone from Telegram and comes back in another chat gets it there', async () => {
  fails({ code: 400, description: 'Bad Request: no' });
  const id = await enqueue(desk, anna, { text: { text: 'To the new phone.' } });
  await goesOut(desk);
  const moved = await connects(desk, desk.anna, { telegramId: 720_000_009 });
  expect(await retry(id)).toBeUndefined();
  await goesOut(desk);
  const { messages } = desk.app.sandbox.chat(moved.phone);
  expect(messages.map(({ text }) => text)).toContain('To the new phone.');
});

test('formatting is told place by place, and no address that a page should not follow', async () => {
  const id = await enqueue(desk, anna, {
    text: {
      text: 'Bold and link',
      entities: [
        { type: 'bold', offset: 0, length: 4 },
        { type: 'text_link', offset: 9, length: 4, url: 'tg://user?id=720000001' },
      ],
    },
  });
  const shown = await read(id);
  expect(shown.entities).toEqual([
    { type: 'bold', offset: 0, length: 4 },
    { type: 'text_link', offset: 9, length: 4 },
  ]);
  expect(JSON.stringify(shown)).not.toContain('720000001');
});

test('what is not there is not found, by whatever name', async () => {
  const nowhere = '00000000-0000-4000-8000-000000000000';
  expect(await retry(nowhere)).toBe('request.not_found');
  expect(await cancel(nowhere)).toBe('request.not_found');
  expect(await retry("x' or 1=1")).toBe('request.invalid');
});
