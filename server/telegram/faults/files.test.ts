/** What follows when a message with a file meets Telegram's failures: the same as for words, and the file comes along. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepFile } from '../../files/files.ts';
import type { NoticeFile } from '../../notifications/notifications.ts';
import { type Chat, openStage, type Stage } from './fault-test.ts';

let stage: Stage;
let contract: NoticeFile;
beforeAll(async () => {
  stage = await openStage();
  contract = { source: 'file', id: await keep('contract.txt', 'Contract'), as: 'document' };
});
afterAll(() => stage?.close());

async function keep(name: string, words: string): Promise<string> {
  async function* bytes() {
    yield Buffer.from(words);
  }
  const uploader = { kind: 'staff' as const, id: '00000000-0000-4000-8000-000000000001' };
  const { id } = await keepFile(stage.app.platform, { uploader, name, bytes: bytes() });
  return id;
}

/** The captions of the documents that this phone shows. */
function documents({ phoneId }: Chat): (string | undefined)[] {
  const { messages } = stage.app.sandbox.chat(phoneId);
  return messages.flatMap(({ document, text }) => (document ? [text] : []));
}

function sends({ telegramId }: Chat): string[] {
  const calls = stage.app.sandbox
    .calls()
    .filter(({ params }) => String(params.chat_id) === String(telegramId));
  return calls.flatMap(({ method }) => (/^send(Document|Photo)/.test(method) ? method : []));
}

const order = { method: 'sendDocument', times: 1 } as const;

test('What is wrong with the message is kept for the operator, once, and the chat goes on', async () => {
  const lines = [
    '400 Bad Request: message caption is too long',
    '400 Bad Request: there is no document in the request',
    '400 Bad Request: file is too big',
    '400 Bad Request: BUTTON_DATA_INVALID',
    '413 Request Entity Too Large',
  ];
  const chats = await stage.chats(lines.length);
  for (const [place, line] of lines.entries()) {
    const chat = chats[place] as Chat;
    const words = { code: Number(line.slice(0, 3)), description: line.slice(4) };
    // Each a file of its own, which Telegram does not know by name yet.
    const file = { ...contract, id: await keep(`${place}.txt`, line) };
    stage.app.sandbox.faults.add({
      ...{ ...order, ...words, action: 'error' },
      chatId: chat.telegramId,
    });
    const [id = '', next = ''] = await stage.write([chat, '#1', { file }], [chat, '#2']);
    await stage.idle();
    expect(await stage.find(id)).toMatchObject({ state: 'failed', reason: line, tries: 1 });
    expect(await stage.find(next)).toMatchObject({ state: 'delivered' });
    expect(sends(chat)).toEqual(['sendDocument']);
    expect(documents(chat)).toEqual([]);
    expect(chat.received()).toEqual(['#2']);
  }
});

test('A name that Telegram does not take any more makes way for the bytes', async () => {
  const [first, second] = (await stage.chats(2)) as [Chat, Chat];
  const file = { ...contract, id: await keep('known.txt', 'Known') };
  await stage.write([first, '#1', { file }]);
  await stage.idle();
  for (const reason of [
    'wrong file_id or the file is temporarily unavailable',
    'invalid file_id',
  ]) {
    stage.app.sandbox.faults.add({
      ...{ ...order, action: 'error', code: 400, description: `Bad Request: ${reason}` },
      chatId: second.telegramId,
    });
    const [id = ''] = await stage.write([second, '#2', { file }]);
    await stage.idle();
    expect(await stage.find(id), reason).toMatchObject({ state: 'delivered', tries: 1 });
  }
  expect(documents(first)).toEqual(['#1']);
  expect(documents(second)).toEqual(['#2', '#2']);
  expect(sends(second)).toHaveLength(4);
});

test('A block, a limit and a server in trouble keep it waiting; then it comes with its file, once', async () => {
  const [blocked, limited, troubled] = (await stage.chats(3)) as [Chat, Chat, Chat];
  stage.app.sandbox.block(blocked.phoneId);
  await stage.heard();
  for (const [chat, code] of [
    [limited, 429],
    [troubled, 500],
  ] as const) {
    stage.app.sandbox.faults.add({
      ...{ ...order, action: 'error', code, ...(code === 429 && { retryAfter: 30 }) },
      chatId: chat.telegramId,
    });
  }
  const chats = [blocked, limited, troubled];
  const ids = await stage.write(
    ...chats.map((chat): [Chat, string, object] => [chat, '#1', { file: contract }]),
  );
  await stage.idle();
  const states = await Promise.all(ids.map(async (id) => (await stage.find(id)).state));
  expect(states).toEqual(['unreachable', 'queued', 'queued']);
  await stage.pass(29);
  expect(documents(limited)).toEqual([]);
  expect(documents(troubled)).toEqual(['#1']);
  await stage.pass(1);
  expect(documents(limited)).toEqual(['#1']);
  stage.app.sandbox.unblock(blocked.phoneId);
  await stage.heard();
  await stage.idle();
  expect(documents(blocked)).toEqual(['#1']);
  for (const id of ids) {
    expect(await stage.find(id)).toMatchObject({ state: 'delivered', perhapsTwice: false });
  }
});

test('When the answer is lost it is sent once more, with its file, and marked: perhaps twice', async () => {
  const chats = (await stage.chats(3)) as [Chat, Chat, Chat];
  const faults = [
    { action: 'drop', mode: 'after' },
    { action: 'drop', mode: 'before' },
    { action: 'bad_gateway', mode: 'after' },
  ] as const;
  for (const [place, fault] of faults.entries()) {
    stage.app.sandbox.faults.add({ ...order, ...fault, chatId: chats[place]?.telegramId });
  }
  const ids = await stage.write(
    ...chats.map((chat): [Chat, string, object] => [chat, '#1', { file: contract }]),
  );
  await stage.idle();
  for (const id of ids) {
    expect(await stage.find(id)).toMatchObject({ state: 'uncertain', waiting: true });
  }
  await stage.pass(10);
  for (const id of ids) {
    expect(await stage.find(id)).toMatchObject({ state: 'delivered', perhapsTwice: true });
  }
  expect(chats.map(documents)).toEqual([['#1', '#1'], ['#1'], ['#1', '#1']]);
});

test('While nobody can be connected to it waits, and arrives when Telegram is there again', async () => {
  const [chat] = (await stage.chats(1)) as [Chat];
  await stage.gate.shut();
  const [id = ''] = await stage.write([chat, '#1', { file: contract }]);
  await stage.pass(60);
  expect(await stage.find(id)).toMatchObject({ state: 'queued', waiting: true });
  await stage.gate.open();
  await stage.pass(75);
  expect(await stage.find(id)).toMatchObject({ state: 'delivered', perhapsTwice: false });
  expect(documents(chat)).toEqual(['#1']);
});
