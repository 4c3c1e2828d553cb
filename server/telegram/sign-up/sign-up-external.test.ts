import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskBotSecret, openSignUpDesk, type SignUpDesk } from '../../../testing/sign-up.ts';
import { notices } from '../../notifications/notifications.tables.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk();
});
afterAll(() => desk.close());

function share(body: unknown) {
  const headers = { authorization: `Bearer ${deskBotSecret}` };
  return desk.browser().post('/telegram/contact', body, headers);
}

test('the document’s call: the contact of a bot elsewhere sends the code, and repeating it sends no second', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register('Test User');
  const anna = desk.person();
  const body = {
    sessionId,
    phone: '+79991234567',
    telegramId: anna.user.id,
    telegramUsername: 'test_user',
  };
  for (let times = 0; times < 3; times++) {
    const answer = await share(body);
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'code_sent' }]);
  }
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toHaveLength(1);
  expect((await browser.status(sessionId)).json()).toMatchObject({
    status: 'code_sent',
    phone: '+79991234567',
  });
  const verified = await browser.verify(sessionId, await anna.code());
  expect(verified.json().client).toMatchObject({ name: 'Test User', phone: '+79991234567' });
  expect((await share(body)).statusCode).toBe(404);
});

test('two identical calls at once send one code', async () => {
  const sessionId = await desk.browser().register();
  const anna = desk.person();
  const body = { sessionId, phone: anna.phone, telegramId: anna.user.id };
  const answers = await Promise.all([share(body), share(body), share(body)]);
  expect(answers.map((answer) => answer.body)).toEqual(Array(3).fill('{"status":"code_sent"}'));
  expect((await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code')).toHaveLength(1);
});

test('somebody else’s Telegram id gets 409, and nothing changes', async () => {
  const browser = desk.browser();
  const sessionId = await browser.register();
  const [anna, other] = [desk.person(), desk.person()];
  await anna.start(sessionId);
  const answer = await share({ sessionId, phone: other.phone, telegramId: other.user.id });
  expect([answer.statusCode, answer.json().error.code]).toEqual([409, 'sign_up.taken']);
  expect((await browser.status(sessionId)).json()).toMatchObject({ status: 'pending' });
  expect(await other.inbox()).toEqual([]);
  await anna.shares();
  expect(
    (await share({ sessionId, phone: other.phone, telegramId: other.user.id })).statusCode,
  ).toBe(409);
});

test('unknown, expired and declined sign-ups are told apart', async () => {
  const { user, phone } = desk.person();
  const unknown = await share({ sessionId: 'nonsense', phone, telegramId: user.id });
  expect([unknown.statusCode, unknown.json().error.code]).toEqual([404, 'sign_up.not_found']);
  const declined = await desk.browser().register();
  const anna = desk.person();
  await anna.start(declined);
  await anna.says('✖️ Отклонить');
  const refused = await share({ sessionId: declined, phone, telegramId: anna.user.id });
  expect([refused.statusCode, refused.json().error.code]).toEqual([410, 'sign_up.declined']);
  const expired = await desk.browser().register();
  await desk.platform.advance(601_000);
  const late = await share({ sessionId: expired, phone, telegramId: user.id });
  expect([late.statusCode, late.json().error.code]).toEqual([410, 'sign_up.expired']);
});

test.each([
  ['letters', { phone: '+7999abc4567' }, 'request.invalid'],
  ['an extension', { phone: '+79991234567;ext=1' }, 'request.invalid'],
  ['spaces', { phone: '+7 999 123 45 67' }, 'request.invalid'],
  ['a number as a number', { phone: 79991234567 }, 'request.invalid'],
  ['an impossible number', { phone: '+1234567' }, 'phone.invalid'],
  ['an anonymous number', { phone: '+88801234567' }, 'phone.anonymous'],
  ['an anonymous number without the plus', { phone: '88801234567' }, 'phone.anonymous'],
  ['a Telegram id of text', { telegramId: '123' }, 'request.invalid'],
  ['a negative Telegram id', { telegramId: -1 }, 'request.invalid'],
  ['a Telegram id beyond 52 bits', { telegramId: 2 ** 53 }, 'request.invalid'],
  ['a fractional Telegram id', { telegramId: 1.5 }, 'request.invalid'],
  ['no phone', { phone: undefined }, 'request.invalid'],
  ['a user name with spaces', { telegramUsername: 'Test User' }, 'request.invalid'],
])('%s are refused and nothing is stored', async (_what, wrong, code) => {
  const browser = desk.browser();
  browser.address = '203.0.113.64';
  const sessionId = await browser.register();
  const before = await desk.platform.database.handle.$count(notices);
  const right = { sessionId, phone: '+79991234567', telegramId: 123456789 };
  const answer = await share({ ...right, ...wrong });
  expect([answer.statusCode, answer.json().error.code]).toEqual([400, code]);
  expect(await desk.platform.database.handle.$count(notices)).toBe(before);
  expect((await browser.status(sessionId)).json()).toMatchObject({
    status: 'pending',
    opened: false,
  });
});

test('of two links opened by one person at the same moment one stays open', async () => {
  const browser = desk.browser();
  browser.address = '203.0.113.65';
  const handles = [await browser.register(), await browser.register()];
  const { user, phone } = desk.person();
  const answers = await Promise.all(
    handles.map((sessionId) => share({ sessionId, phone, telegramId: user.id })),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toContain(200);
  const states = await Promise.all(handles.map((sessionId) => browser.status(sessionId)));
  expect(states.filter((state) => state.json().ended === undefined)).toHaveLength(1);
});
