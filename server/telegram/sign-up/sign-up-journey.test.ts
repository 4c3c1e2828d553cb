/** The ten steps, through the real app and the sandbox's phones. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp, testBotSecret } from '../../../testing/app.ts';
import { DeskBrowser } from '../../../testing/sign-up.ts';
import { until } from '../../../testing/until.ts';

type Phone = ReturnType<TestApp['sandbox']['addPhone']>;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

let numbers = 0;
function newPhone(): Phone {
  numbers += 1;
  return app.sandbox.addPhone({
    firstName: 'Anna',
    phoneNumber: `7999700${1000 + numbers}`,
    languageCode: 'ru',
  });
}

const words = (phone: Phone) =>
  app.sandbox.chat(phone.id).messages.filter(({ from }) => from === 'bot');

function received(phone: Phone, text: string | RegExp): Promise<string> {
  return until(app, () => {
    const found = words(phone).findLast((message) => message.text?.match(text));
    expect(found, JSON.stringify(words(phone))).toBeDefined();
    return found?.text ?? '';
  });
}

const codeOf = async (phone: Phone) => (await received(phone, /^\d{6} /)).slice(0, 6);

function status(browser: DeskBrowser, sessionId: string, wanted: object): Promise<void> {
  return until(app, async () => {
    expect((await browser.status(sessionId)).json()).toMatchObject(wanted);
  });
}

test('Anna types her name, shares her contact, types the code, and is in', async () => {
  const browser = new DeskBrowser(app.http);
  const phone = newPhone();
  const sessionId = await browser.register('Анна');
  app.sandbox.start(phone.id, sessionId);
  await received(phone, 'Для завершения регистрации поделитесь контактом:');
  const { keyboard } = app.sandbox.chat(phone.id);
  expect(keyboard?.rows.flat()).toMatchObject([
    { text: '📱 Поделиться контактом', requestContact: true },
    { text: '✖️ Отклонить', requestContact: false },
  ]);
  app.sandbox.shareContact(phone.id);
  await received(phone, '✅ Контакт получен!\nТеперь вернитесь в браузер для ввода кода.');
  const code = await codeOf(phone);
  expect(app.sandbox.chat(phone.id).keyboard).toBeUndefined();
  const message = words(phone).find(({ text }) => text?.startsWith(code));
  expect(message?.entities).toMatchObject([{ type: 'code', offset: 0, length: 6 }]);
  expect(message?.buttons?.[0]?.[0]).toMatchObject({ action: 'copy', copyText: code });
  await status(browser, sessionId, { status: 'code_sent', delivery: 'delivered' });
  const answer = await browser.verify(sessionId, code);
  expect(answer.json().client).toMatchObject({ name: 'Анна', phone: `+${phone.phoneNumber}` });
  await received(phone, /Firefox, Windows/);
  const telegram = await app.inject({
    url: '/api/telegram/client/status',
    headers: { authorization: `Bearer ${answer.json().token}` },
  });
  expect(telegram.json()).toMatchObject({ connected: true, state: 'connected' });

  // And comes back without the contact, by a button that stops spinning and goes.
  const again = await browser.register('Кто-то');
  app.sandbox.start(phone.id, again);
  await received(phone, 'Войти?');
  const prompt = words(phone).findLast(({ buttons }) => buttons);
  app.sandbox.press(phone.id, prompt?.id ?? 0, '✅ Войти');
  await status(browser, again, { status: 'code_sent', delivery: 'delivered' });
  const back = await browser.verify(again, await codeOf(phone));
  expect(back.json().client).toEqual(answer.json().client);
  await until(app, () => {
    expect(app.sandbox.chat(phone.id).spinners).toEqual([]);
    expect(words(phone).find(({ id }) => id === prompt?.id)?.buttons).toBeUndefined();
  });
});

test('the ways to cheat that the sandbox offers bring no code', async () => {
  const browser = new DeskBrowser(app.http);
  const phone = newPhone();
  const sessionId = await browser.register();
  app.sandbox.start(phone.id, sessionId);
  await received(phone, 'поделитесь контактом');
  for (const kind of ['someone_else', 'forwarded', 'without_user_id', 'edited'] as const) {
    const before = words(phone).length;
    app.sandbox.shareContact(phone.id, kind);
    await until(app, () => expect(words(phone).length).toBeGreaterThan(before));
    expect(words(phone).at(-1)?.text).toMatch(/^❌/);
  }
  expect((await browser.status(sessionId)).json()).toMatchObject({ status: 'pending' });
});

test('whoever blocks the bot before the code arrives is told on the page, and gets a new one after unblocking', async () => {
  const browser = new DeskBrowser(app.http);
  const phone = newPhone();
  const sessionId = await browser.register();
  app.sandbox.start(phone.id, sessionId);
  await received(phone, 'поделитесь контактом');
  app.sandbox.block(phone.id);
  const shared = await browser.post(
    '/telegram/contact',
    { sessionId, phone: `+${phone.phoneNumber}`, telegramId: phone.telegramId },
    { authorization: `Bearer ${testBotSecret}` },
  );
  expect(shared.json()).toEqual({ status: 'code_sent' });
  await status(browser, sessionId, { status: 'code_sent', delivery: 'unreachable' });
  app.sandbox.unblock(phone.id);
  await app.advance(31_000);
  expect((await browser.resend(sessionId)).statusCode).toBe(200);
  await status(browser, sessionId, { delivery: 'delivered' });
  expect((await browser.verify(sessionId, await codeOf(phone))).statusCode).toBe(200);
});
