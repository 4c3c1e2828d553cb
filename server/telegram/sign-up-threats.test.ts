/** The attacks that sign-up by link and contact invites, each by its number in the threat list. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  deskBotSecret,
  openSignUpDesk,
  otherCode,
  type SignUpDesk,
} from '../../testing/sign-up.ts';
import { addClient, clientsWithPhone } from '../identity/identity.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { parseConfig } from '../platform/config.ts';
import { connectChat } from './connection.ts';
import { clientIdOf } from './identities.ts';
import { signUps } from './sign-up.tables.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk();
});
afterAll(() => desk.close());

const db = () => desk.platform.database.handle;

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

test('T6 guessing: of two hundred guesses at once five are compared, and the right one no more', async () => {
  const desk = await openSignUpDesk();
  try {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const code = await desk.person().walks(sessionId);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const guesser = desk.browser();
        guesser.address = `203.0.113.${index % 200}`;
        for (const [name, value] of browser.cookies) guesser.cookies.set(name, value);
        return guesser.verify(sessionId, otherCode(code, index + 1));
      }),
    );
    const codes = answers.map((answer) => answer.json().error.code);
    expect(codes.filter((given) => given === 'code.wrong')).toHaveLength(5);
    expect(codes.filter((given) => given === 'code.no_tries_left')).toHaveLength(195);
    expect((await browser.verify(sessionId, code)).statusCode).toBe(429);
  } finally {
    await desk.close();
  }
});

test('T6 guessing: one address verifies 60 times a minute', async () => {
  const browser = desk.browser();
  browser.address = '203.0.113.61';
  const sessionId = await browser.register();
  const statuses = [];
  for (let times = 0; times < 61; times++) {
    statuses.push((await browser.verify(sessionId, '123456')).statusCode);
  }
  expect(statuses.slice(0, 60)).not.toContain(429);
  expect(statuses[60]).toBe(429);
});

test('T6 guessing: a code is worth nothing for another sign-up, and is stored only as an HMAC', async () => {
  const browser = desk.browser();
  const [one, two] = [await browser.register(), await browser.register()];
  const codeOfOne = await desk.person().walks(one);
  const codeOfTwo = await desk.person().walks(two);
  if (codeOfOne !== codeOfTwo) {
    expect((await browser.verify(two, codeOfOne)).json().error.code).toBe('code.wrong');
  }
  const stored = JSON.stringify([
    await db().select().from(signUps),
    await db().select().from(notices),
  ]);
  expect(stored).not.toContain(`"${codeOfOne}"`);
  expect(stored).not.toContain(`${codeOfTwo} `);
  expect((await browser.verify(two, codeOfTwo)).statusCode).toBe(200);
});

test('T7 replay: a link serves the first Telegram user who opens it, and one sign-in', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const [anna, late] = [desk.person(), desk.person()];
  await anna.start(sessionId);
  await late.start(sessionId);
  expect((await late.lastWords()).text).toContain('уже открыл');
  await late.shares();
  expect((await late.lastWords()).text).toBe('❌ Сначала перейдите по ссылке с сайта');
  await anna.start(sessionId);
  await anna.shares();
  const code = await anna.code();
  await anna.shares();
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toHaveLength(1);
  expect((await browser.verify(sessionId, code)).statusCode).toBe(200);
  await anna.start(sessionId);
  expect((await anna.lastWords()).text).toContain('не действует');
  await desk.platform.advance(61_000);
  expect((await browser.verify(sessionId, code)).statusCode).toBe(404);
});

test('T7 replay: of two who open a link at once, one has it', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const people = [desk.person(), desk.person(), desk.person()];
  await Promise.all(people.map((person) => person.start(sessionId)));
  const words = await Promise.all(people.map((person) => person.lastWords()));
  expect(words.filter(({ kind }) => kind === 'sign_up.prompt')).toHaveLength(1);
  expect(words.filter(({ text }) => text.includes('уже открыл'))).toHaveLength(2);
});

test('T7 replay: opening a newer link ends the person’s earlier one', async () => {
  const browser = desk.browser();
  const [earlier, later] = [await browser.register(), await browser.register()];
  const anna = desk.person();
  const code = await anna.walks(earlier);
  await anna.start(later);
  expect((await browser.status(earlier)).json()).toMatchObject({ ended: 'taken' });
  const verified = await browser.verify(earlier, code);
  expect([verified.statusCode, verified.json().error.code]).toEqual([410, 'sign_up.expired']);
  expect((await browser.resend(earlier)).json().error.code).toBe('sign_up.expired');
  await anna.start(earlier);
  expect((await anna.lastWords()).text).toContain('больше не действует');
});

test('T8 session spying: the handle without the browser’s cookie is as good as an unknown one', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const code = await desk.person().walks(sessionId);
  const spies = [desk.browser(), desk.browser(), desk.browser()];
  await spies[1]?.register();
  spies[2]?.cookies.set('otklik_browser', 'x');
  const unknown = `tg_1234567890123_${'A'.repeat(43)}`;
  for (const spy of spies) {
    for (const [path, more] of [
      ['/auth/telegram/check-status', {}],
      ['/auth/telegram/resend', {}],
      ['/auth/verify', { code }],
    ] as const) {
      const foreign = await spy.post(path, { sessionId, ...more });
      const missing = await spy.post(path, { sessionId: unknown, ...more });
      expect(foreign.statusCode).toBe(404);
      expect([foreign.statusCode, foreign.body]).toEqual([missing.statusCode, missing.body]);
    }
  }
  expect((await browser.status(sessionId)).json()).toMatchObject({
    status: 'code_sent',
    triesLeft: 5,
  });
});

test('T9 fixation: the browser’s secret changes at sign-in, and a planted one opens nothing after a minute', async () => {
  const browser = desk.browser();
  const waiting = await browser.register();
  const planted = browser.cookies.get('otklik_browser') ?? '';
  const sessionId = await browser.register();
  const code = await desk.person().walks(sessionId);
  expect((await browser.verify(sessionId, code)).statusCode).toBe(200);
  expect(browser.cookies.get('otklik_browser')).not.toBe(planted);
  const attacker = desk.browser();
  attacker.cookies.set('otklik_browser', planted);
  // Even within the minute the planted secret gets nothing without the code.
  expect((await attacker.verify(sessionId, otherCode(code))).statusCode).toBe(404);
  await desk.platform.advance(61_000);
  expect((await attacker.status(waiting)).statusCode).toBe(404);
  expect((await browser.status(waiting)).statusCode).toBe(200);
});

test('T10 enumeration: a number that we know answers as one that we do not', async () => {
  const phone = '+79995550001';
  await desk.platform.database.transaction((tx) =>
    addClient(tx, { name: 'Anna of Acme', phone, language: 'ru', confirmed: true }),
  );
  const shapes = [];
  for (const given of [phone, '+79995550002']) {
    const browser = desk.browser();
    const sessionId = await browser.register('Somebody');
    const person = desk.person({ phone: given });
    await person.walks(sessionId);
    const state = (await browser.status(sessionId)).json();
    expect(state.phone).toBe(given);
    shapes.push([Object.keys(state).sort(), (await person.inbox()).map(({ kind }) => kind)]);
  }
  expect(shapes[0]).toEqual(shapes[1]);
});

test('T11 recycled number: a new owner is a new client, the old one keeps theirs and is told', async () => {
  const phone = '+79995550003';
  const browser = desk.browser();
  const old = desk.person({ phone });
  const first = await browser.register('Old owner');
  const before = (await browser.verify(first, await old.walks(first))).json().client;
  const newcomer = desk.person({ phone });
  const second = await browser.register('New owner');
  const after = (await browser.verify(second, await newcomer.walks(second))).json().client;
  expect(after.id).not.toBe(before.id);
  expect(await clientIdOf(db(), old.user.id)).toBe(before.id);
  expect((await old.lastWords()).kind).toBe('sign_up.number_taken');
  expect(await clientsWithPhone(db(), phone)).toHaveLength(2);
});

test('T11 recycled number: a connection is no identity, and connecting grants no sign-in', async () => {
  const person = { kind: 'client' as const, id: crypto.randomUUID() };
  const anna = desk.person();
  await desk.platform.database.transaction((tx) =>
    connectChat(tx, desk.platform, { person, chatId: anna.user.id }),
  );
  expect(await clientIdOf(db(), anna.user.id)).toBeUndefined();
  const browser = desk.browser();
  await anna.start(await browser.register());
  expect((await anna.lastWords()).buttons).toContain('📱 Поделиться контактом');
});

test('T12 code bombing: nobody is written to before opening a link, and then gets five codes an hour', async () => {
  const anna = desk.person();
  const browser = desk.browser();
  browser.address = '203.0.113.62';
  for (let number = 0; number < 10; number++) await browser.register();
  expect(await anna.inbox()).toEqual([]);
  for (let number = 0; number < 7; number++) {
    const sessionId = await browser.register();
    await anna.start(sessionId);
    await anna.shares();
  }
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toHaveLength(5);
  expect((await anna.lastWords()).text).toMatch(/^❌ Слишком много кодов/);
  await desk.platform.advance(3_601_000);
  expect(await anna.walks(await browser.register())).toMatch(/^\d{6}$/);
});

test('T12 code bombing: asking for new codes in the browser counts as well', async () => {
  const anna = desk.person();
  const browser = desk.browser();
  for (let number = 0; number < 2; number++) {
    const sessionId = await browser.register();
    await anna.walks(sessionId);
    await desk.platform.advance(31_000);
    await browser.resend(sessionId);
  }
  const sessionId = await browser.register();
  await anna.walks(sessionId);
  await desk.platform.advance(31_000);
  const refused = await browser.resend(sessionId);
  expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'request.too_many']);
  expect((await browser.status(sessionId)).json()).toMatchObject({ codesLeft: 2 });
});

test('T13 guessing links: after twenty misses a Telegram user waits, a right link included', async () => {
  const [guesser, anna] = [desk.person(), desk.person()];
  for (let number = 0; number < 20; number++) {
    await guesser.start(`tg_1234567890123_${String(number).padStart(43, 'A')}`);
  }
  const browser = desk.browser();
  const sessionId = await browser.register();
  await guesser.start(sessionId);
  expect((await guesser.lastWords()).text).toMatch(/^❌ Слишком много ссылок/);
  expect((await browser.status(sessionId)).json()).toMatchObject({ opened: false });
  await anna.start(sessionId);
  expect((await anna.lastWords()).kind).toBe('sign_up.prompt');
});

test('T16 forged buttons: another person’s, an old and an invented one do nothing', async () => {
  const browser = desk.browser();
  const [anna, mallory] = [desk.person(), desk.person()];
  const first = await browser.register();
  await browser.verify(first, await anna.walks(first));
  const sessionId = await browser.register();
  await anna.start(sessionId);
  const [signIn = '', decline = ''] = (await anna.lastWords()).callbacks;
  for (const forged of [signIn, decline, 'sign_up.in:', 'sign_up.in', 'nonsense', ':']) {
    await mallory.presses(forged);
    expect((await browser.status(sessionId)).json()).toMatchObject({ status: 'pending' });
    expect((await browser.status(sessionId)).json()).not.toHaveProperty('ended');
  }
  expect(await mallory.inbox()).toEqual([]);
  const newer = await browser.register();
  await anna.start(newer);
  await anna.presses(signIn);
  expect((await browser.status(newer)).json()).toMatchObject({ status: 'pending' });
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

test('no code, number, Telegram id or handle gets into the log', async () => {
  const browser = desk.browser();
  const anna = desk.person({ phone: '+79995550009' });
  const sessionId = await browser.register('Anna Canary');
  const code = await anna.walks(sessionId);
  await browser.verify(sessionId, otherCode(code));
  await browser.verify(sessionId, code);
  const printed = desk.platform.logged.join('\n');
  expect(printed).toContain('answered');
  // A request's id is hexadecimal, and may hold any six digits by chance.
  expect(printed).not.toMatch(new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`));
  for (const secret of ['9995550009', String(anna.user.id), sessionId, 'Anna Canary']) {
    expect(printed).not.toContain(secret);
  }
});
