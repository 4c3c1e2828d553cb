import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { disableTotp, renewRecoveryCodes } from '../../contract/profile.ts';
import { me } from '../../contract/session.ts';
import { staffTelegramCode } from '../../contract/staff-session.ts';
import { type Desk, type DeskStaff, openDesk } from '../../testing/desk.ts';
import { connections } from '../telegram/connections/connections.tables.ts';
import {
  bearerOf,
  challengeOf,
  giveCode,
  newAddress,
  newMember,
  signIn,
  switchTotpOn,
  told,
} from './staff-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('with an authenticator the password alone gives no session', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  const entered = await signIn(desk, member);
  expect(entered.body).toEqual({
    second: { challenge: expect.any(String), ways: ['totp', 'recovery'] },
  });
  expect(entered.cookies).toEqual([]);
  const { challenge } = await challengeOf(desk, member);
  const answer = await giveCode(desk, challenge, { code: app.code() });
  expect(answer.status).toBe(200);
  const { body } = await desk.call(bearerOf(answer.body.token), me);
  expect(body).toMatchObject({ id: member.id, totp: true, recoveryCodes: 10 });
});

test('a code counts one step early or late, and no further', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  await desk.advance(120_000);
  for (const [steps, status] of [
    [-2, 400],
    [2, 400],
    [-1, 200],
    [1, 200],
  ] as const) {
    const { challenge } = await challengeOf(desk, member);
    expect((await giveCode(desk, challenge, { code: app.code(steps) })).status).toBe(status);
  }
});

test('no code counts twice, nor one that is older than the last', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  const [first, second, third] = [
    await challengeOf(desk, member),
    await challengeOf(desk, member),
    await challengeOf(desk, member),
  ];
  expect((await giveCode(desk, first.challenge, { code: app.code() })).status).toBe(200);
  const again = await giveCode(desk, second.challenge, { code: app.code() });
  expect([again.status, again.error?.code]).toEqual([400, 'sign_in.code_wrong']);
  const older = await giveCode(desk, third.challenge, { code: app.code(-1) });
  expect(older.error?.code).toBe('sign_in.code_wrong');
});

test('of two sign-ins that show one code at once, one gets in', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  const challenges = await Promise.all([challengeOf(desk, member), challengeOf(desk, member)]);
  const answers = await Promise.all(
    challenges.map(({ challenge }) => giveCode(desk, challenge, { code: app.code() })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test('a challenge is used once, even when two come with right codes', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  const { challenge } = await challengeOf(desk, member);
  const answers = await Promise.all([
    giveCode(desk, challenge, { code: app.code() }),
    giveCode(desk, challenge, { way: 'recovery', code: app.recoveryCodes[0] ?? '' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
});

test('of fifty guesses at once five are looked at', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  const { challenge } = await challengeOf(desk, member);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, number) =>
      giveCode(desk, challenge, {
        code: String((Number(app.code()) + 1 + number) % 1e6).padStart(6, '0'),
      }),
    ),
  );
  const wrong = answers.filter(({ error }) => error?.code === 'sign_in.code_wrong');
  expect(wrong).toHaveLength(5);
  expect(wrong.map(({ error }) => error?.triesLeft).sort()).toEqual([0, 1, 2, 3, 4]);
  expect(answers.filter(({ error }) => error?.code === 'sign_in.challenge_ended')).toHaveLength(45);
  const late = await giveCode(desk, challenge, { code: app.code() });
  expect(late.error?.code).toBe('sign_in.challenge_ended');
});

test('guesses over many challenges come to an end, whatever the address', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  const codes: (string | undefined)[] = [];
  for (let round = 0; round < 4; round++) {
    const { challenge } = await challengeOf(desk, member);
    for (let number = 0; number < 4; number++) {
      codes.push((await giveCode(desk, challenge, { code: 'not-a-code' })).error?.code);
    }
  }
  // One was counted when the authenticator was switched on.
  expect(codes.filter((code) => code === 'sign_in.code_wrong')).toHaveLength(14);
  expect(codes.slice(14)).toEqual(['request.too_many', 'request.too_many']);
  const { challenge } = await challengeOf(desk, member);
  expect((await giveCode(desk, challenge, { code: app.code() })).status).toBe(429);
});

test('a challenge lives five minutes, and is worth nothing to others', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  const { challenge } = await challengeOf(desk, member);
  const invented = await giveCode(desk, `${challenge}x`, { code: app.code() });
  expect(invented.error?.code).toBe('sign_in.challenge_ended');
  await desk.advance(5 * 60_000 + 1_000);
  const late = await giveCode(desk, challenge, { code: app.code() });
  expect([late.status, late.error?.code]).toEqual([410, 'sign_in.challenge_ended']);
});

test('a recovery code opens once, however it is typed', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  const [code = '', other = ''] = app.recoveryCodes;
  expect(new Set(app.recoveryCodes).size).toBe(10);
  const typed = ` ${code.toUpperCase().replace('-', ' ')} `;
  const first = await challengeOf(desk, member);
  const entered = await giveCode(desk, first.challenge, { way: 'recovery', code: typed });
  expect(entered.status).toBe(200);
  const { body } = await desk.call(bearerOf(entered.body.token), me);
  expect(body).toMatchObject({ recoveryCodes: 9 });
  const second = await challengeOf(desk, member);
  const again = await giveCode(desk, second.challenge, { way: 'recovery', code });
  expect(again.error?.code).toBe('sign_in.code_wrong');
  const colleague = await newMember(desk);
  await switchTotpOn(desk, colleague);
  const theirs = await challengeOf(desk, colleague);
  const foreign = await giveCode(desk, theirs.challenge, { way: 'recovery', code: other });
  expect(foreign.error?.code).toBe('sign_in.code_wrong');
});

test('new recovery codes make the old ones void', async () => {
  const member = await newMember(desk);
  const app = await switchTotpOn(desk, member);
  await desk.confirm(member);
  const { body } = await desk.call(member, renewRecoveryCodes);
  expect(body.recoveryCodes).toHaveLength(10);
  const { challenge } = await challengeOf(desk, member);
  const [old = ''] = app.recoveryCodes;
  expect((await giveCode(desk, challenge, { way: 'recovery', code: old })).status).toBe(400);
  const [fresh = ''] = body.recoveryCodes;
  expect((await giveCode(desk, challenge, { way: 'recovery', code: fresh })).status).toBe(200);
});

test('without the authenticator the password is enough again', async () => {
  const member = await newMember(desk);
  await switchTotpOn(desk, member);
  await desk.confirm(member);
  expect((await desk.call(member, disableTotp)).status).toBe(200);
  expect((await desk.call(member, disableTotp)).status).toBe(200);
  expect(await told(desk, 'staff.totp_disabled')).toHaveLength(1);
  expect((await signIn(desk, member)).body.token).toEqual(expect.any(String));
});

test('a member with a chat is asked for the code that is sent there', async () => {
  const member = await newMember(desk);
  const chat = await connect(member);
  const { challenge, ways } = await challengeOf(desk, member);
  expect(ways).toEqual(['telegram']);
  expect((await send(challenge)).status).toBe(200);
  const code = await chat.code();
  const wrong = String((Number(code) + 1) % 1e6).padStart(6, '0');
  expect((await giveCode(desk, challenge, { way: 'telegram', code: wrong })).status).toBe(400);
  const other = await challengeOf(desk, member);
  const elsewhere = await giveCode(desk, other.challenge, { way: 'telegram', code });
  expect(elsewhere.error?.code).toBe('sign_in.code_wrong');
  const answer = await giveCode(desk, challenge, { way: 'telegram', code });
  expect(answer.status).toBe(200);
  expect(desk.platform.logged.join('\n')).not.toContain(code);
});

test('a second code must wait, and then the first counts no more', async () => {
  const member = await newMember(desk);
  const chat = await connect(member);
  const { challenge } = await challengeOf(desk, member);
  await send(challenge);
  const first = await chat.code();
  const soon = await send(challenge);
  expect([soon.status, soon.error?.code]).toEqual([429, 'code.too_soon']);
  await desk.advance(30_000);
  expect((await send(challenge)).status).toBe(200);
  const second = await chat.code(2);
  if (first !== second) {
    const old = await giveCode(desk, challenge, { way: 'telegram', code: first });
    expect(old.error?.code).toBe('sign_in.code_wrong');
  }
  expect((await giveCode(desk, challenge, { way: 'telegram', code: second })).status).toBe(200);
});

test('nobody is flooded with codes', async () => {
  const member = await newMember(desk);
  await connect(member);
  const statuses = [];
  for (let number = 0; number < 7; number++) {
    const { challenge } = await challengeOf(desk, member);
    statuses.push((await send(challenge)).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
});

test('whoever has blocked the bot is not locked out: the chat counts as none', async () => {
  const member = await newMember(desk);
  const chat = await connect(member);
  const { challenge } = await challengeOf(desk, member);
  chat.block();
  await vi.waitFor(async () => {
    expect((await signIn(desk, member)).body.token).toEqual(expect.any(String));
  });
  const late = await send(challenge);
  expect([late.status, late.error?.code]).toEqual([409, 'code.not_sent']);
});

test('with authenticator and chat there are three ways, and one without a chat gets no code', async () => {
  const member = await newMember(desk);
  await switchTotpOn(desk, member);
  const alone = await challengeOf(desk, member);
  expect((await send(alone.challenge)).error?.code).toBe('code.not_sent');
  await connect(member);
  expect((await challengeOf(desk, member)).ways).toEqual(['totp', 'telegram', 'recovery']);
});

function send(challenge: string) {
  return desk.call(undefined, staffTelegramCode, { body: { challenge }, address: newAddress() });
}

let phones = 0;

/** Ties a member to the chat of a sandbox's phone that has met the bot. */
async function connect({ id }: DeskStaff) {
  phones += 1;
  const { sandbox, platform } = desk.app;
  const telegramId = 810_000_000 + phones;
  const phone = sandbox.addPhone({
    firstName: 'Colleague',
    phoneNumber: `+7999000${1000 + phones}`,
    telegramId,
  });
  sandbox.start(phone.id);
  await platform.database.handle.insert(connections).values({
    id: crypto.randomUUID(),
    personKind: 'staff',
    personId: id,
    chatId: telegramId,
    state: 'connected',
    connectedAt: platform.clock.now(),
  });
  return {
    block: () => sandbox.block(phone.id),
    /** The newest code, once so many have come. */
    async code(count = 1) {
      return vi.waitFor(() => {
        const codes = sandbox
          .chat(phone.id)
          .messages.flatMap(
            ({ text }) => /(?:sign-in as staff): (\d{6})/.exec(text ?? '')?.[1] ?? [],
          );
        expect(codes).toHaveLength(count);
        return codes.at(-1) ?? '';
      });
    },
  };
}
