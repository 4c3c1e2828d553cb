import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSignUpDesk, type SignUpDesk } from '../../../testing/sign-up.ts';

let desk: SignUpDesk;
beforeAll(async () => {
  desk = await openSignUpDesk();
});
afterAll(() => desk.close());

describe('check-status', () => {
  test('answers as the document says: pending, and then code_sent with number and client', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const pending = (await browser.status(sessionId)).json();
    expect(pending).toMatchObject({ status: 'pending', opened: false });
    expect(pending).not.toHaveProperty('phone');
    expect(pending).not.toHaveProperty('customerId');
    const anna = desk.person();
    await anna.start(sessionId);
    expect((await browser.status(sessionId)).json()).toMatchObject({
      status: 'pending',
      opened: true,
    });
    await anna.shares();
    const sent = (await browser.status(sessionId)).json();
    expect(sent).toMatchObject({
      status: 'code_sent',
      phone: anna.phone,
      customerId: expect.any(String),
      delivery: 'waiting',
      triesLeft: 5,
      codesLeft: 2,
    });
    expect(new Date(sent.codeExpiresAt).getTime()).toBeGreaterThan(new Date(sent.now).getTime());
    const wait = new Date(sent.resendAt).getTime() - new Date(sent.now).getTime();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(30_000);
  });

  test.each([
    ['an empty one', ''],
    ['a word', 'nonsense'],
    ['a zero byte', 'tg_\u0000'],
    ['SQL', "' or 1=1 --"],
    ['a path', '../../etc/passwd'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['half a surrogate', '\ud800'],
    ['an unknown one', `tg_1234567890123_${'A'.repeat(43)}`],
  ])('gives one and the same 404 for %s', async (_what, sessionId) => {
    const browser = desk.browser();
    await browser.register();
    const reference = await browser.status('reference');
    const answer = await browser.status(sessionId);
    expect([answer.statusCode, answer.body]).toEqual([404, reference.body]);
    expect(answer.json().error.code).toBe('sign_up.not_found');
  });

  test.each([[undefined], [null], [42], [['tg']], [{}]])(
    'refuses %j as no handle at all',
    async (sessionId) => {
      const answer = await desk.browser().post('/auth/telegram/check-status', { sessionId });
      expect(answer.statusCode).toBe(400);
    },
  );

  test('says 410 of one’s own expired one, and 404 of a used one', async () => {
    const browser = desk.browser();
    const expired = await browser.register();
    await desk.platform.advance(601_000);
    const answer = await browser.status(expired);
    expect([answer.statusCode, answer.json().error.code]).toEqual([410, 'sign_up.expired']);
    expect((await desk.browser().status(expired)).statusCode).toBe(404);
    const anna = desk.person();
    await anna.start(expired);
    expect((await anna.lastWords()).text).toContain('истёк');
    const used = await browser.register();
    expect((await browser.verify(used, await anna.walks(used))).statusCode).toBe(200);
    expect((await browser.status(used)).statusCode).toBe(404);
  });

  test('answers 20 times a second', async () => {
    const browser = desk.browser();
    browser.address = '203.0.113.63';
    const sessionId = await browser.register();
    const answers = await Promise.all(Array.from({ length: 25 }, () => browser.status(sessionId)));
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0]?.json().error.retryAfter).toBe(1);
  });

  test('being asked too often keeps no new code from being answered', async () => {
    const browser = desk.browser();
    browser.address = '203.0.113.64';
    const sessionId = await browser.register();
    await desk.person().walks(sessionId);
    await desk.platform.advance(31_000);
    for (let count = 0; count < 20; count++) await browser.status(sessionId);
    expect((await browser.status(sessionId)).statusCode).toBe(429);
    const answer = await browser.resend(sessionId);
    expect([answer.statusCode, answer.json().codesLeft]).toEqual([200, 1]);
  });
});

describe('a new link', () => {
  test('takes the place of the browser’s own, and of nobody else’s', async () => {
    const browser = desk.browser();
    const own = await browser.register();
    const anna = desk.person();
    await anna.start(own);
    const stranger = desk.browser();
    const foreign = await stranger.register();
    for (const replaces of [own, foreign, 'nonsense']) {
      const answer = await browser.post('/auth/register/telegram', { name: 'Anna', replaces });
      expect(answer.statusCode).toBe(200);
    }
    expect((await browser.status(own)).json()).toMatchObject({ ended: 'taken' });
    expect((await stranger.status(foreign)).json()).not.toHaveProperty('ended');
    await anna.shares();
    expect((await anna.lastWords()).text).toBe('❌ Сначала перейдите по ссылке с сайта');
  });
});

describe('time', () => {
  test('a contact extends the sign-up to the end of the code’s life, and codes to 20 minutes at most', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const began = new Date((await browser.status(sessionId)).json().now).getTime();
    const anna = desk.person();
    await desk.platform.advance(9 * 60_000);
    await anna.walks(sessionId);
    const minutes = async () => {
      const { codeExpiresAt } = (await browser.status(sessionId)).json();
      return Math.round((new Date(codeExpiresAt).getTime() - began) / 60_000);
    };
    expect(await minutes()).toBe(19);
    await desk.platform.advance(8 * 60_000);
    await browser.resend(sessionId);
    expect(await minutes()).toBe(20);
    await desk.platform.advance(3 * 60_000 + 1000);
    const late = await browser.verify(sessionId, await anna.code());
    expect([late.statusCode, late.json().error.code]).toEqual([410, 'sign_up.expired']);
  });

  test('an expired sign-up takes no contact', async () => {
    const sessionId = await desk.browser().register();
    const anna = desk.person();
    await anna.start(sessionId);
    await desk.platform.advance(601_000);
    await anna.shares();
    expect((await anna.lastWords()).text).toBe('❌ Сначала перейдите по ссылке с сайта');
  });

  test('the tidying deletes what is over and nothing else', async () => {
    const browser = desk.browser();
    const old = await browser.register();
    await desk.platform.advance(3600_000);
    const present = await browser.register();
    await desk.platform.jobs.runNow('delete-over-sign-ups');
    expect((await browser.status(old)).statusCode).toBe(404);
    expect((await browser.status(present)).statusCode).toBe(200);
  });
});
