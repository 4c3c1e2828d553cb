import type { Update } from '@grammyjs/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { botOf, type Envelope, type TestBot } from './bot-test.ts';
import type { Phone } from './phones.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let clock: TestClock;
let sandbox: Sandbox;
let bot: TestBot;
let anna: Phone;

beforeEach(async () => {
  clock = new TestClock(new Date('2026-11-20T10:00:00Z'));
  sandbox = await startSandbox({ store: ':memory:', clock });
  bot = botOf(sandbox);
  anna = sandbox.addPhone({ firstName: 'Anna' });
  sandbox.start(anna.id);
});
afterEach(() => sandbox.stop());

function take(params: Record<string, unknown> = {}): Promise<Update[]> {
  return bot.result<Update[]>('getUpdates', params);
}

async function texts(params: Record<string, unknown> = {}): Promise<(string | undefined)[]> {
  return (await take(params)).map(({ message }) => message?.text);
}

/** Begins a long poll and gives it back once the server holds it. */
async function longPoll(params: Record<string, unknown> = {}): Promise<{
  answer: Promise<Envelope>;
}> {
  const answer = bot.call('getUpdates', { timeout: 30, ...params });
  await vi.waitFor(() => expect(sandbox.polled).toBe(true));
  // In an object, or `await` would wait for the answer as well.
  return { answer };
}

async function confirmAll(): Promise<number> {
  const last = (await take()).at(-1)?.update_id ?? 0;
  await take({ offset: last + 1 });
  return last;
}

describe('Updates', () => {
  it('begin at a random number and rise by one', async () => {
    sandbox.sendText(anna.id, 'Hello');
    const [first, second] = await take();
    expect(first?.update_id).toBeGreaterThan(2_000_000);
    expect(second?.update_id).toBe((first?.update_id ?? 0) + 1);
  });

  it('come again until an offset beyond them confirms them', async () => {
    sandbox.sendText(anna.id, 'Hello');
    const [first] = await take();
    expect(await texts()).toEqual(['/start', 'Hello']);
    expect(await texts({ offset: (first?.update_id ?? 0) + 1 })).toEqual(['Hello']);
    expect(await texts()).toEqual(['Hello']);
  });

  it('are cut to the limit, which is 100 when it makes no sense', async () => {
    for (let count = 0; count < 110; count++) sandbox.sendText(anna.id, `No. ${count}`);
    expect(await take({ limit: 3 })).toHaveLength(3);
    expect(await take({ limit: 0 })).toHaveLength(100);
    expect(await take({ limit: 1000 })).toHaveLength(100);
  });

  it('are forgotten but for the last ones by a negative offset', async () => {
    for (const text of ['One', 'Two', 'Three']) sandbox.sendText(anna.id, text);
    expect(await texts({ offset: -2 })).toEqual(['Two', 'Three']);
    expect(await texts()).toEqual(['Two', 'Three']);
    expect(await texts({ offset: -50 })).toEqual(['Two', 'Three']);
  });

  it('come from the beginning for an offset far outside, and none is lost', async () => {
    const [first] = await take();
    for (const offset of [(first?.update_id ?? 0) + 1000, 1]) {
      expect(await texts({ offset })).toEqual(['/start']);
    }
  });

  it('are gone after 24 hours', async () => {
    clock.tick(24 * 3600 * 1000 - 1000);
    expect(await texts()).toEqual(['/start']);
    clock.tick(1000);
    expect(await texts()).toEqual([]);
  });

  it('of types that the bot did not ask for are never made, and the wish is remembered', async () => {
    await confirmAll();
    await take({ allowed_updates: ['message'] });
    sandbox.block(anna.id);
    sandbox.start(anna.id);
    expect((await take()).map((update) => Object.keys(update)[1])).toEqual(['message']);
    await take({ allowed_updates: [] });
    sandbox.block(anna.id);
    expect((await take()).map((update) => Object.keys(update)[1])).toEqual([
      'message',
      'my_chat_member',
    ]);
  });
});

describe('A long poll', () => {
  it('is answered when something happens', async () => {
    const offset = (await confirmAll()) + 1;
    const poll = await longPoll({ offset });
    sandbox.sendText(anna.id, 'Hello');
    expect(await poll.answer).toMatchObject({
      ok: true,
      result: [{ update_id: offset, message: { text: 'Hello' } }],
    });
  });

  it('is answered with nothing when its time is over, after 50 seconds at most', async () => {
    await confirmAll();
    const poll = await longPoll({ timeout: 3000 });
    clock.tick(49_999);
    expect(sandbox.polled).toBe(true);
    clock.tick(1);
    expect(await poll.answer).toEqual({ ok: true, result: [] });
  });

  it('is ended by a newer one', async () => {
    await confirmAll();
    const older = await longPoll();
    const newer = bot.call('getUpdates', { timeout: 30 });
    expect(await older.answer).toEqual({
      ok: false,
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    await vi.waitFor(() => expect(sandbox.polled).toBe(true));
    sandbox.sendText(anna.id, 'Hello');
    expect(await newer).toMatchObject({ ok: true, result: [{ message: { text: 'Hello' } }] });
  });

  it('is ended by setWebhook, and none is let in while a webhook is set', async () => {
    await confirmAll();
    const poll = await longPoll();
    await bot.result('setWebhook', { url: 'http://127.0.0.1:9/hook' });
    expect((await poll.answer).description).toBe('Conflict: terminated by setWebhook request');
    expect((await bot.call('getUpdates')).description).toBe(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    expect(await bot.call('deleteWebhook')).toMatchObject({ description: 'Webhook was deleted' });
    expect(await take()).toEqual([]);
  });

  it('does not hold up the next one when its caller has left', async () => {
    await confirmAll();
    const left = new AbortController();
    const poll = bot.request('getUpdates?timeout=30', { signal: left.signal });
    await vi.waitFor(() => expect(sandbox.polled).toBe(true));
    left.abort();
    await expect(poll).rejects.toThrow();
    await vi.waitFor(() => expect(sandbox.polled).toBe(false));
    expect(clock.sleeping).toBe(0);
  });

  it('is answered when the server stops', async () => {
    await confirmAll();
    const other = await startSandbox({ store: ':memory:', clock });
    const poll = botOf(other).call('getUpdates', { timeout: 30 });
    await vi.waitFor(() => expect(other.polled).toBe(true));
    await other.stop();
    expect(await poll).toMatchObject({ ok: false, error_code: 500 });
  });
});
