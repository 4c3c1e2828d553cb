/** Attacks on a sign-up, each by its number in the threat list: links, contacts and doors. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskBotSecret, openSignUpDesk, type SignUpDesk } from '../../../testing/sign-up.ts';
import { parseConfig } from '../../platform/config.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk();
});
afterAll(() => desk.close());

test('T1 link phishing: the code is on the victim’s phone, and the link alone opens nothing', async () => {
  const attacker = desk.browser();
  const sessionId = await attacker.register('Support');
  const anna = desk.person();
  await anna.start(sessionId);
  const prompt = await anna.lastWords();
  // What the victim sees: the company, the browser, the time, the warning, and a way out; no name that the attacker chose.
  expect(prompt.text).toContain('Otklik');
  expect(prompt.text).toContain('Firefox, Windows');
  expect(prompt.text).toMatch(/\d{2}:\d{2}/);
  expect(prompt.text).toContain('увидит ваш номер');
  expect(prompt.text).not.toContain('Support');
  expect(prompt.buttons).toEqual(['📱 Поделиться контактом', '✖️ Отклонить']);
  await anna.shares();
  // A finished phone part does not finish the browser: its status holds no token, and no code either.
  const state = await attacker.status(sessionId);
  expect(state.json()).toMatchObject({ status: 'code_sent' });
  expect(state.body).not.toContain(await anna.code());
  expect(state.json()).not.toHaveProperty('token');
  expect((await anna.inbox()).find(({ kind }) => kind === 'sign_up.code')?.text).toContain(
    'Никому его не сообщайте',
  );
});

test('T1 link phishing: Decline ends the attacker’s sign-up, before the contact and after it', async () => {
  for (const share of [false, true]) {
    const attacker = desk.browser();
    const sessionId = await attacker.register();
    const anna = desk.person();
    await anna.start(sessionId);
    if (share) await anna.shares();
    const code = share ? await anna.code() : '123456';
    await anna.says('✖️ Отклонить');
    expect((await attacker.status(sessionId)).json()).toMatchObject({ ended: 'declined' });
    const verified = await attacker.verify(sessionId, code);
    expect([verified.statusCode, verified.json().error.code]).toEqual([410, 'sign_up.declined']);
    expect((await attacker.resend(sessionId)).json().error.code).toBe('sign_up.declined');
    await anna.shares();
    expect((await attacker.status(sessionId)).json()).toMatchObject({ ended: 'declined' });
  }
});

test('T2 spoofed contact: only the sender’s own, unforwarded card counts', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const [anna, other] = [desk.person(), desk.person()];
  await anna.start(sessionId);
  const user = anna.user;
  const origin = { type: 'user', sender_user: other.user, date: 0 } as const;
  await anna.shares({ user_id: other.user.id, phone_number: other.phone });
  await anna.shares({ user_id: undefined, phone_number: other.phone });
  await anna.shares({}, { forward_origin: origin });
  await anna.shares({}, { via_bot: { ...user, is_bot: true } });
  await anna.shares({}, { from: { ...user, is_bot: true } });
  const group = { id: -100, type: 'group', title: 'Group' } as const;
  await anna.shares({}, { chat: group });
  expect((await browser.status(sessionId)).json()).toMatchObject({ status: 'pending' });
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toEqual([]);
  expect((await anna.inbox()).filter(({ text }) => text.includes('не ваш'))).toHaveLength(4);
  // None of these ended the sign-up.
  await anna.shares();
  expect((await browser.status(sessionId)).json()).toMatchObject({ status: 'code_sent' });
});

test('T2 spoofed contact: somebody who opened no link proves nothing', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  await desk.person().start(sessionId);
  const stranger = desk.person();
  await stranger.shares();
  expect((await stranger.lastWords()).text).toBe('❌ Сначала перейдите по ссылке с сайта');
  expect((await browser.status(sessionId)).json()).toMatchObject({ status: 'pending' });
});

test('T3 odd phone strings: nothing is stripped, so no other person’s number comes out', async () => {
  const odd = [
    '+7 999 123-45-67',
    '+7999123456a',
    '+79991234567;ext=2',
    '+79991234567#123',
    '79991234567,79991234568',
    '++79991234567',
    '7999',
    '+1234567890123456',
    '+00000000000',
    '٧٩٩٩١٢٣٤٥٦٧',
    '',
  ];
  const browser = desk.browser();
  const sessionId = await browser.register();
  const anna = desk.person();
  await anna.start(sessionId);
  for (const phone_number of odd) {
    await anna.shares({ phone_number });
    expect((await anna.lastWords()).text, phone_number).toMatch(/^❌/);
    // The bot answers ten times a minute.
    await desk.platform.advance(10_000);
  }
  await anna.shares({ phone_number: '+88801234567' });
  expect((await anna.lastWords()).text).toContain('+888');
  expect((await browser.status(sessionId)).json()).toMatchObject({ status: 'pending' });
  await anna.shares({ phone_number: '79991234567' });
  expect((await browser.status(sessionId)).json()).toMatchObject({ phone: '+79991234567' });
});

test('T4 contact endpoint: without the bot’s secret it is shut, whatever the body', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const body = { sessionId, phone: '+79991234567', telegramId: 123456789 };
  for (const authorization of [
    '',
    'Bearer',
    'Bearer wrong',
    `Basic ${deskBotSecret}`,
    deskBotSecret,
  ]) {
    for (const given of [body, { nonsense: true }]) {
      const answer = await browser.post('/telegram/contact', given, { authorization });
      expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'bot.secret_required']);
    }
  }
  expect((await browser.status(sessionId)).json()).toMatchObject({
    status: 'pending',
    opened: false,
  });
  const shut = await openSignUpDesk({ BOT_SECRET: '' });
  try {
    for (const authorization of ['', 'Bearer ', 'Bearer undefined']) {
      const answer = await shut.browser().post('/telegram/contact', body, { authorization });
      expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'bot.door_shut']);
    }
  } finally {
    await shut.close();
  }
});

test('T5 forged updates: without a secret the webhook mode does not start', () => {
  const environment = { TELEGRAM_BOT_TOKEN: '1:token', TELEGRAM_MODE: 'webhook' };
  expect(() => parseConfig(environment)).toThrow('TELEGRAM_WEBHOOK_SECRET');
  const short = { ...environment, TELEGRAM_WEBHOOK_SECRET: 'short' };
  expect(() => parseConfig(short)).toThrow('TELEGRAM_WEBHOOK_SECRET');
});

test('T18 sandbox in production: it starts only when asked for, never beside a real token, and shows itself', async () => {
  expect(() => parseConfig({ NODE_ENV: 'production' })).toThrow('TELEGRAM_BOT_TOKEN');
  expect(() => parseConfig({ SANDBOX: '1', TELEGRAM_BOT_TOKEN: '1:token' })).toThrow('SANDBOX');
  const shown = await openSignUpDesk({ NODE_ENV: 'production', SANDBOX: '1' });
  try {
    const about = await shown.http.inject({ url: '/auth/about' });
    expect(about.json().sandbox).toEqual({ production: true });
  } finally {
    await shown.close();
  }
});
