import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Update } from '@grammyjs/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { botOf } from './bot-test.ts';
import { startSandbox } from './sandbox.ts';

let folder: string;
let store: string;
const clock = new TestClock(new Date());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  store = join(folder, 'sandbox.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('What the sandbox knows', () => {
  it('survives a kill of its process', async () => {
    const program = new URL('./kill-test.ts', import.meta.url);
    const child = fork(program, [store], { execArgv: [] });
    const ended = once(child, 'exit');
    const [{ phoneId, offset }] = (await once(child, 'message')) as [
      { phoneId: string; offset: number },
    ];
    child.kill('SIGKILL');
    await ended;
    const sandbox = await startSandbox({ store, clock });
    const bot = botOf(sandbox);
    expect(sandbox.chat(phoneId)).toMatchObject({
      phone: { firstName: 'Anna', chat: 'started' },
      messages: [
        { text: '/start' },
        { text: 'Welcome', document: { name: 'a.txt' } },
        { text: 'Hello' },
      ],
      keyboard: { rows: [[{ text: 'Share' }]] },
      commands: [{ command: 'help' }],
      spinners: [],
    });
    const waiting = await bot.result<Update[]>('getUpdates');
    expect(waiting).toMatchObject([{ update_id: offset, message: { text: 'Hello' } }]);
    // Nor is a number given twice.
    const last = waiting[0]?.message?.message_id ?? 0;
    expect(sandbox.sendText(phoneId, 'Again').id).toBeGreaterThan(last);
    await bot.result('getUpdates', { offset: offset + 2 });
    sandbox.sendText(phoneId, 'More');
    expect(await bot.result<Update[]>('getUpdates')).toMatchObject([{ update_id: offset + 2 }]);
    await sandbox.stop();
  });

  it('is not read from a file of a newer version', async () => {
    const db = new DatabaseSync(store);
    db.exec('pragma user_version = 99');
    db.close();
    await expect(startSandbox({ store, clock })).rejects.toThrow('newer version');
  });

  it('is emptied by a reset, but for the phones', async () => {
    const sandbox = await startSandbox({ store, clock });
    const anna = sandbox.addPhone({ firstName: 'Anna' });
    sandbox.start(anna.id);
    sandbox.faults.add({ action: 'drop', method: 'getMe' });
    sandbox.reset();
    expect(sandbox.chat(anna.id)).toMatchObject({ phone: { chat: 'never_started' }, messages: [] });
    expect(sandbox.state().waitingUpdates).toBe(0);
    expect(sandbox.faults.list()).toEqual([]);
    await sandbox.stop();
    const again = await startSandbox({ store, clock });
    expect(again.phones()).toMatchObject([{ id: anna.id, chat: 'never_started' }]);
    await again.stop();
  });
});
