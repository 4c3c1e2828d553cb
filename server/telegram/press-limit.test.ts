/** A chat that presses and presses: buttons of links, of sign-ups, of questions, and of nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { settled } from '../../testing/until.ts';
import { answerPrefix } from './answering/answering.notices.ts';
import { openApis } from './api.ts';
import { connectActions } from './connections/connect.notices.ts';
import { askForLink, Phone, statusOf, untilPending } from './connections/connections-test.ts';
import { buttonActions } from './sign-up/sign-up.notices.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

const stale = expect.stringMatching(/^This (request|question) is no longer (valid|open)\.$/);
const tooMany = 'Too many presses at once. Please try again in a minute.';

/** What a self-made app could send: any data, any number of times. Gives what the bot has said to it. */
async function toastsOf(phone: Phone, data: string, times: number): Promise<unknown[]> {
  const { sandbox } = desk.app;
  const { api, close } = openApis(sandbox);
  const sent = await api.sendMessage(phone.telegramId, 'x', {
    reply_markup: { inline_keyboard: [[{ text: 'Press', callback_data: data }]] },
  });
  close();
  const before = sandbox.calls().at(-1)?.number ?? 0;
  for (let count = 0; count < times; count++) sandbox.press(phone.id, sent.message_id, 'Press');
  await settled(desk.app);
  return sandbox
    .calls()
    .filter(({ method, number }) => method === 'answerCallbackQuery' && number > before)
    .map(({ params }) => params.text);
}

test.each([
  ['a link', `${connectActions.move}:gone`],
  ['a sign-up', `${buttonActions.signIn}:gone`],
  ['a question', `${answerPrefix}:gone:n`],
  ['nothing', 'gone'],
])(
  'who presses a button of %s thirty times a minute is told to wait, and then nothing',
  async (_of, data) => {
    const [phone, other] = [new Phone(desk), new Phone(desk)];
    for (const one of [phone, other]) one.open('?start=');
    const toasts = await toastsOf(phone, data, 36);
    expect(toasts.filter((text) => text !== tooMany)).toEqual(Array(30).fill(stale));
    expect(toasts.filter((text) => text === tooMany)).toHaveLength(3);
    expect(toasts).toHaveLength(33);
    expect(await toastsOf(other, data, 1)).toEqual([stale]);
    await desk.advance(60_000);
    expect(await toastsOf(phone, data, 1)).toEqual([stale]);
  },
);

test('a press too many does nothing, and does it a minute later', async () => {
  const anna = await desk.addClient({ language: 'en' });
  const phone = new Phone(desk);
  phone.open(await askForLink(desk, anna));
  await untilPending(desk, anna, 'opened');
  await phone.hears(/connect the news/);
  await toastsOf(phone, 'gone', 30);
  phone.press('✖️ Not me');
  await settled(desk.app);
  expect((await statusOf(desk, anna)).pending).toMatchObject({ state: 'opened' });
  await desk.advance(60_000);
  phone.press('✖️ Not me');
  await phone.hears('Declined. This link connects nothing.');
  expect((await statusOf(desk, anna)).pending).toBeUndefined();
});
