import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSignUpDesk, type SignUpDesk } from '../../../testing/sign-up.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk({ COMPANY_NAME: 'Romashka', TIME_ZONE: 'Asia/Vladivostok' });
});
afterAll(() => desk.close());

describe('the words of the document', () => {
  test('a start without a link points to the website', async () => {
    const anna = desk.person();
    await anna.start();
    expect((await anna.lastWords()).text).toBe('Привет! Используйте ссылку из веб-сайта.');
  });

  test('a link asks for the contact, and the contact brings the code and takes the keyboard away', async () => {
    const anna = desk.person();
    await anna.start(await desk.browser().register());
    const prompt = await anna.lastWords();
    expect(prompt.text).toMatch(/Для завершения регистрации поделитесь контактом:$/);
    expect(prompt.text).toContain('Romashka');
    expect(prompt.text).toContain('GMT+10');
    expect(prompt.buttons[0]).toBe('📱 Поделиться контактом');
    await anna.shares();
    const said = (await anna.inbox()).map(({ kind, text }) => [kind, text]);
    expect(said).toContainEqual([
      'sign_up.contact_received',
      '✅ Контакт получен!\nТеперь вернитесь в браузер для ввода кода.',
    ]);
    const code = (await anna.inbox()).find(({ kind }) => kind === 'sign_up.code');
    expect(code?.text).toMatch(/^\d{6} — ваш код для входа\. Romashka/);
    expect(code?.buttons).toEqual(['Скопировать код']);
  });

  test('a contact without a link is refused', async () => {
    const anna = desk.person();
    await anna.shares();
    expect((await anna.lastWords()).text).toBe('❌ Сначала перейдите по ссылке с сайта');
  });
});

test('the bot speaks the language of the person’s Telegram, and English to everybody else', async () => {
  for (const [language_code, words] of [
    ['ru', 'Привет!'],
    ['ru-RU', 'Привет!'],
    ['en', 'Hello!'],
    ['fi', 'Hello!'],
    [undefined, 'Hello!'],
  ] as const) {
    const person = desk.person({ language_code });
    await person.start();
    expect((await person.lastWords()).text).toContain(words);
  }
});

test('whoever writes something else is told what to do next', async () => {
  const anna = desk.person();
  await anna.says('Здравствуйте');
  expect((await anna.lastWords()).text).toContain('откройте сайт');
  await anna.says('/help');
  expect((await anna.lastWords()).text).toContain('Romashka');
  await anna.says('/nonsense');
  expect((await anna.lastWords()).text).toContain('откройте сайт');
  await anna.says('✖️ Отклонить');
  expect((await anna.lastWords()).text).toContain('Romashka');
  await anna.start(await desk.browser().register());
  await anna.sends({ sticker: undefined, dice: { emoji: '🎲', value: 3 } });
  const waiting = await anna.lastWords();
  expect(waiting.text).toContain('Поделиться контактом');
  expect(waiting.buttons).toContain('📱 Поделиться контактом');
  await anna.shares();
  await anna.says('что дальше?');
  expect((await anna.lastWords()).text).toContain('Код уже отправлен');
});

test('opening one’s own link again asks again, and after the contact points to the code', async () => {
  const anna = desk.person();
  const sessionId = await desk.browser().register();
  await anna.start(sessionId);
  await anna.start(sessionId);
  expect((await anna.inbox()).map(({ kind }) => kind)).toEqual([
    'sign_up.prompt',
    'sign_up.prompt',
  ]);
  await anna.shares();
  await anna.start(sessionId);
  expect((await anna.lastWords()).text).toContain('Код уже отправлен');
});

test('a known person declines by the button in the message', async () => {
  const browser = desk.browser();
  const anna = desk.person();
  const first = await browser.register();
  await browser.verify(first, await anna.walks(first));
  const sessionId = await browser.register();
  await anna.start(sessionId);
  await anna.says('хм');
  expect((await anna.lastWords()).text).toContain('Войти');
  await anna.start(sessionId);
  await anna.presses((await anna.lastWords()).callbacks[1] ?? '');
  expect((await anna.lastWords()).text).toMatch(/^Отклонено/);
  expect((await browser.status(sessionId)).json()).toMatchObject({ ended: 'declined' });
});

test('groups and other bots get no answer', async () => {
  const anna = desk.person();
  await anna.sends({ text: 'hi', chat: { id: anna.user.id, type: 'group', title: 'Group' } });
  expect(await anna.inbox()).toEqual([]);
  const bot = desk.person({ is_bot: true });
  await bot.start();
  expect(await bot.inbox()).toEqual([]);
});

test('no words of a person become formatting', async () => {
  const sessionId = await desk.browser().register('<a href="https://evil.example">Anna</a>');
  const anna = desk.person({ first_name: '[x](https://evil.example)' });
  await anna.walks(sessionId);
  expect(JSON.stringify(await anna.inbox())).not.toContain('evil.example');
});

test('a flood of messages gets ten answers a minute, and what matters is said all the same', async () => {
  const browser = desk.browser();
  const anna = desk.person();
  for (let count = 0; count < 30; count++) await anna.says('привет');
  expect(await anna.inbox()).toHaveLength(10);
  const sessionId = await browser.register();
  await anna.start(sessionId);
  expect((await anna.lastWords()).kind).toBe('sign_up.prompt');
  await anna.shares({ user_id: 1 });
  expect((await anna.lastWords()).kind).toBe('sign_up.answer');
  await anna.shares();
  expect((await browser.verify(sessionId, await anna.code())).statusCode).toBe(200);
  await desk.platform.advance(61_000);
  const before = (await anna.inbox()).length;
  await anna.says('привет');
  expect(await anna.inbox()).toHaveLength(before + 1);
});
