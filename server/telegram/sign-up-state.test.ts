import { eq } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SignUpState } from '../../contract/sign-up.ts';
import {
  type DeskBrowser,
  type DeskPerson,
  openSignUpDesk,
  type SignUpDesk,
} from '../../testing/sign-up.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { startDelivery } from '../notifications/notifications.ts';
import { blocked } from '../notifications/scripted-channel.ts';
import { recordReachability } from './reachability.ts';
import { recordSignUpOutcome } from './sign-up-topic.ts';

let desk: SignUpDesk;
let origin: string;
beforeAll(async () => {
  desk = await openSignUpDesk();
  origin = await desk.http.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => desk.close());

/** Reads the stream of a sign-up to its end, or until it is left. */
async function follow(browser: DeskBrowser, sessionId: string) {
  const leaving = new AbortController();
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(
    `${origin}/auth/telegram/events?sessionId=${encodeURIComponent(sessionId)}`,
    { headers: { cookie, accept: 'text/event-stream' }, signal: leaving.signal },
  );
  const seen: SignUpState[] = [];
  const state = { ended: false };
  const reading = answer.status === 200 ? read() : Promise.resolve();
  return { answer, seen, state, leave: () => leaving.abort(), reading };

  async function read(): Promise<void> {
    let rest = '';
    try {
      for await (const part of answer.body ?? []) {
        rest += Buffer.from(part).toString('utf8');
        const events = rest.split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          const data = event.match(/^data: (.*)$/m)?.[1];
          if (data) seen.push(JSON.parse(data) as SignUpState);
        }
      }
      state.ended = true;
    } catch {
      // Left.
    }
  }
}

/** The person blocks the bot, or unblocks it. */
async function turn(person: DeskPerson, status: 'kicked' | 'member'): Promise<void> {
  const chat = { id: person.user.id, type: 'private' as const, first_name: 'Anna' };
  const update = { my_chat_member: { chat, new_chat_member: { status } } } as Update;
  await desk.platform.database.transaction((tx) => recordReachability(tx, desk.platform, update));
}

function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000, interval: 10 });
}

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

describe('the stream', () => {
  test('shows each state as it comes, and ends when the sign-up is used', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const stream = await follow(browser, sessionId);
    expect(stream.answer.headers.get('content-type')).toContain('text/event-stream');
    await until(() => expect(stream.seen).toHaveLength(1));
    expect(stream.seen[0]).toMatchObject({ status: 'pending', opened: false });
    const anna = desk.person();
    await anna.start(sessionId);
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ opened: true }));
    await anna.shares();
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ status: 'code_sent' }));
    expect((await browser.verify(sessionId, await anna.code())).statusCode).toBe(200);
    await stream.reading;
    expect(stream.state.ended).toBe(true);
  });

  test('tells what became of the code', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const anna = desk.person();
    await anna.walks(sessionId);
    const stream = await follow(browser, sessionId);
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ delivery: 'waiting' }));
    const [sent] = (await anna.inbox()).filter(({ kind }) => kind === 'sign_up.code');
    await desk.platform.database.transaction(async (tx) => {
      const [notice] = await tx
        .update(notices)
        .set({ state: 'unreachable', due: false })
        .where(eq(notices.id, sent?.id ?? ''))
        .returning();
      const { id, subjectKind, subjectId } = notice ?? {};
      await recordSignUpOutcome(tx, desk.platform, {
        id: id ?? '',
        lane: { channel: 'telegram', address: '' },
        kind: 'sign_up.code',
        rank: 'code',
        subject: { kind: subjectKind ?? '', id: subjectId ?? '' },
        state: 'unreachable',
        waiting: false,
        perhapsTwice: false,
        tries: 1,
        createdAt: new Date(0),
      });
    });
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ delivery: 'unreachable' }));
    stream.leave();
    await stream.reading;
  });

  test('tells that the bot was blocked before the code went out, and that it is not any more', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const anna = desk.person();
    await anna.walks(sessionId);
    const stream = await follow(browser, sessionId);
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ delivery: 'waiting' }));
    await turn(anna, 'kicked');
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ delivery: 'unreachable' }));
    await turn(anna, 'member');
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ delivery: 'waiting' }));
    stream.leave();
    await stream.reading;
  });

  test('tells that the bot was blocked before the contact was shared, and that it is not any more', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const anna = desk.person();
    await anna.start(sessionId);
    const stream = await follow(browser, sessionId);
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ opened: true }));
    expect(stream.seen.at(-1)).not.toHaveProperty('delivery');
    await turn(anna, 'kicked');
    const cutOff = { status: 'pending', delivery: 'unreachable' };
    await until(() => expect(stream.seen.at(-1)).toMatchObject(cutOff));
    await turn(anna, 'member');
    await until(() => expect(stream.seen.at(-1)).not.toHaveProperty('delivery'));
    stream.leave();
    await stream.reading;
  });

  test('tells that the bot’s question could not be delivered', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const anna = desk.person();
    await anna.start(sessionId);
    const stream = await follow(browser, sessionId);
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ opened: true }));
    const telegram = { name: 'telegram' as const, deliver: async () => blocked };
    const worker = await startDelivery(desk.platform, {
      channel: {
        ...telegram,
        recordOutcome: (tx, notice) => recordSignUpOutcome(tx, desk.platform, notice),
      },
      rates: 'unlimited',
    });
    await until(() => expect(stream.seen.at(-1)).toMatchObject({ delivery: 'unreachable' }));
    await worker.stop();
    stream.leave();
    await stream.reading;
  });

  test('ends by itself when the person declines', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const stream = await follow(browser, sessionId);
    const anna = desk.person();
    await anna.start(sessionId);
    await anna.says('✖️ Decline');
    await stream.reading;
    expect(stream.seen.at(-1)).toMatchObject({ ended: 'declined' });
    expect(stream.state.ended).toBe(true);
  });

  test('ends by itself when the time runs out', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const stream = await follow(browser, sessionId);
    await until(() => expect(stream.seen).toHaveLength(1));
    await until(() => expect(desk.platform.clock.sleeping).toBeGreaterThan(0));
    await desk.platform.advance(601_000);
    await stream.reading;
    expect(stream.seen.at(-1)).toMatchObject({ status: 'pending', ended: 'expired' });
    expect(stream.state.ended).toBe(true);
  });

  test('does not open for anybody else', async () => {
    const browser = desk.browser();
    const sessionId = await browser.register();
    const foreign = await follow(desk.browser(), sessionId);
    const unknown = await follow(browser, 'nonsense');
    expect([foreign.answer.status, unknown.answer.status]).toEqual([404, 404]);
    expect(await foreign.answer.text()).toBe(await unknown.answer.text());
  });
});
