import { eq } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SignUpState } from '../../../contract/sign-up.ts';
import {
  type DeskBrowser,
  type DeskPerson,
  openSignUpDesk,
  type SignUpDesk,
} from '../../../testing/sign-up.ts';
import { notices } from '../../notifications/notifications.tables.ts';
import { startDelivery } from '../../notifications/notifications.ts';
import { blocked } from '../../notifications/scripted-channel.ts';
import { recordReachability } from '../receiving/reachability.ts';
import { recordSignUpOutcome } from './sign-up-topic.ts';

let desk: SignUpDesk;
let origin: string;
beforeAll(async () => {
  desk = await openSignUpDesk();
  origin = await desk.http.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => desk.close());

test('a stream shows each state as it comes, and ends when the sign-up is used', async () => {
  const { browser, sessionId } = await begun();
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

test('a stream tells what became of the code', async () => {
  const { anna, stream } = await codeOnItsWay();
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
  await stream.leave();
});

test('a stream tells that the bot was blocked before the code went out, and that it is not any more', async () => {
  const { anna, stream } = await codeOnItsWay();
  await turn(anna, 'kicked');
  await until(() => expect(stream.seen.at(-1)).toMatchObject({ delivery: 'unreachable' }));
  await turn(anna, 'member');
  await until(() => expect(stream.seen.at(-1)).toMatchObject({ delivery: 'waiting' }));
  await stream.leave();
});

test('a stream tells that the bot was blocked before the contact was shared, and that it is not any more', async () => {
  const { anna, stream } = await linkOpened();
  expect(stream.seen.at(-1)).not.toHaveProperty('delivery');
  await turn(anna, 'kicked');
  const cutOff = { status: 'pending', delivery: 'unreachable' };
  await until(() => expect(stream.seen.at(-1)).toMatchObject(cutOff));
  await turn(anna, 'member');
  await until(() => expect(stream.seen.at(-1)).not.toHaveProperty('delivery'));
  await stream.leave();
});

test('a stream tells that the bot’s question could not be delivered', async () => {
  const { stream } = await linkOpened();
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
  await stream.leave();
});

test('a stream ends by itself when the person declines', async () => {
  const { browser, sessionId } = await begun();
  const stream = await follow(browser, sessionId);
  const anna = desk.person();
  await anna.start(sessionId);
  await anna.says('✖️ Decline');
  await stream.reading;
  expect(stream.seen.at(-1)).toMatchObject({ ended: 'declined' });
  expect(stream.state.ended).toBe(true);
});

test('a stream ends by itself when the time runs out', async () => {
  const { browser, sessionId } = await begun();
  const stream = await follow(browser, sessionId);
  await until(() => expect(stream.seen).toHaveLength(1));
  await until(() => expect(desk.platform.clock.sleeping).toBeGreaterThan(0));
  await desk.platform.advance(601_000);
  await stream.reading;
  expect(stream.seen.at(-1)).toMatchObject({ status: 'pending', ended: 'expired' });
  expect(stream.state.ended).toBe(true);
});

test('a stream does not open for anybody else', async () => {
  const { browser, sessionId } = await begun();
  const foreign = await follow(desk.browser(), sessionId);
  const unknown = await follow(browser, 'nonsense');
  expect([foreign.answer.status, unknown.answer.status]).toEqual([404, 404]);
  expect(await foreign.answer.text()).toBe(await unknown.answer.text());
});

async function begun() {
  const browser = desk.browser();
  return { browser, sessionId: await browser.register() };
}

/** Anna has opened the link, and her page follows. */
async function linkOpened() {
  const { browser, sessionId } = await begun();
  const anna = desk.person();
  await anna.start(sessionId);
  const stream = await follow(browser, sessionId);
  await until(() => expect(stream.seen.at(-1)).toMatchObject({ opened: true }));
  return { anna, stream };
}

/** Anna's code waits to be delivered, and her page follows. */
async function codeOnItsWay() {
  const { browser, sessionId } = await begun();
  const anna = desk.person();
  await anna.walks(sessionId);
  const stream = await follow(browser, sessionId);
  await until(() => expect(stream.seen.at(-1)).toMatchObject({ delivery: 'waiting' }));
  return { anna, stream };
}

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
  return { answer, seen, state, leave, reading };

  async function leave(): Promise<void> {
    leaving.abort();
    await reading;
  }

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
