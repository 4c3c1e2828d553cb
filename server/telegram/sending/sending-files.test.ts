import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { picture } from '../../../testing/picture.ts';
import type { NoticeFile, Outcome, Outgoing } from '../../notifications/notifications.ts';
import { type OpenChannel, openChannel, outgoing } from '../channel-test.ts';
import { telegramSentFiles } from '../telegram.tables.ts';
import type { OpenedFile } from './open-file.ts';

let open: OpenChannel;
let opened: string[];

const stored: Record<string, OpenedFile> = {
  contract: {
    name: 'Договор.pdf',
    mediaType: 'application/pdf',
    bytes: Buffer.from('%PDF-1.4 contract'),
  },
  odd: {
    name: 'Счёт на "оплату"; filename=x № 1.pdf',
    mediaType: 'application/pdf',
    bytes: Buffer.from('%PDF-1.4 odd'),
  },
  picture: { name: 'photo.png', mediaType: 'image/png', bytes: picture },
  broken: { name: 'broken.png', mediaType: 'image/png', bytes: Buffer.from('no picture') },
  large: { name: 'large.png', mediaType: 'image/png', bytes: Buffer.alloc(10 * 1024 * 1024 + 1) },
};

beforeAll(async () => {
  open = await openChannel(async ({ id }) => {
    opened.push(id);
    return stored[id];
  });
});

beforeEach(async () => {
  open.sandbox.reset();
  open.sandbox.start(open.phoneId);
  opened = [];
  await open.platform.database.handle.delete(telegramSentFiles);
});

afterAll(() => open.close());

const file = (id: string, as: NoticeFile['as'] = 'document'): NoticeFile => ({
  ...{ source: 'file', id, as },
});

function deliver(given: Partial<Outgoing>): Promise<Outcome> {
  return open.channel.deliver(outgoing(given), new AbortController().signal);
}

function received() {
  return open.sandbox.chat(open.phoneId).messages.filter(({ from }) => from === 'bot');
}

const sends = () =>
  open.sandbox
    .calls()
    .map(({ method }) => method)
    .filter((one) => /^send/.test(one));

test('a file goes with the words under it, and with its keyboard', async () => {
  const text = { text: 'Your contract', entities: [{ type: 'bold', offset: 0, length: 4 }] };
  const keyboard = { inline: [[{ text: 'Open', action: { callback: 'open' } }]] };
  const outcome = await deliver({ text, keyboard, file: file('contract') });
  expect(outcome).toEqual({ kind: 'delivered', messageId: expect.stringMatching(/^\d+$/) });
  expect(received()).toMatchObject([
    { text: 'Your contract', document: { name: 'Договор.pdf', size: 17 } },
  ]);
  expect(JSON.stringify(received()[0])).toContain('"Open"');
  expect(sends()).toEqual(['sendDocument']);
});

test('a name arrives whole, whatever signs it has', async () => {
  await deliver({ file: file('odd') });
  expect(received()).toMatchObject([
    { document: { name: "Счёт на 'оплату'; filename=x № 1.pdf" } },
  ]);
});

test('a picture is shown; what is none to Telegram, or too large, goes as a document', async () => {
  expect(await deliver({ file: file('picture', 'photo') })).toMatchObject({ kind: 'delivered' });
  expect(await deliver({ file: file('broken', 'photo') })).toMatchObject({ kind: 'delivered' });
  expect(await deliver({ file: file('large', 'photo') })).toMatchObject({ kind: 'delivered' });
  expect(received()).toMatchObject([
    { photo: {} },
    { document: { name: 'broken.png' } },
    { document: { name: 'large.png' } },
  ]);
  expect(sends()).toEqual(['sendPhoto', 'sendPhoto', 'sendDocument', 'sendDocument']);
});

test('words that are longer than a caption are cut', async () => {
  await deliver({ text: { text: 'a'.repeat(2000) }, file: file('contract') });
  expect(received()[0]?.text).toBe(`${'a'.repeat(1023)}…`);
});

test('a file that goes to many is uploaded once, however many ask at the same time', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => deliver({ file: file('contract') })),
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(5).fill('delivered'));
  await deliver({ file: file('contract') });
  expect(opened).toEqual(['contract']);
  expect(received()).toHaveLength(6);
});

test('a name that Telegram knows no more is forgotten, and the bytes go', async () => {
  await deliver({ file: file('contract') });
  await open.platform.database.handle
    .update(telegramSentFiles)
    .set({ telegramFileId: 'x'.repeat(60) })
    .where(eq(telegramSentFiles.fileId, 'contract'));
  expect(await deliver({ file: file('contract') })).toMatchObject({ kind: 'delivered' });
  expect(opened).toEqual(['contract', 'contract']);
  await deliver({ file: file('contract') });
  expect(opened).toHaveLength(2);
});

test('an invoice is drawn anew each time', async () => {
  const invoice = { source: 'invoice', id: 'contract', as: 'document' } as const;
  await deliver({ file: invoice });
  await deliver({ file: invoice });
  expect(opened).toHaveLength(2);
});

test('of a file that is no more the words go out; where there are none, it is said', async () => {
  expect(await deliver({ file: file('gone') })).toMatchObject({ kind: 'delivered' });
  expect(received()).toMatchObject([{ text: 'hello' }]);
  expect(await deliver({ text: { text: '' }, file: file('gone') })).toEqual({
    kind: 'failed',
    reason: 'The file is no more.',
  });
  expect(sends()).toEqual(['sendMessage']);
});

test('outcomes are those of a message', async () => {
  const faults = [
    [
      { action: 'error', code: 429, retryAfter: 17 },
      { kind: 'retry', afterSeconds: 17 },
    ],
    [{ action: 'drop', mode: 'after' }, { kind: 'uncertain' }],
    [{ action: 'error', code: 403 }, { kind: 'unreachable' }],
  ] as const;
  for (const [fault, expected] of faults) {
    open.sandbox.faults.add({ method: 'sendDocument', times: 1, ...fault });
    expect(await deliver({ file: file('contract') })).toMatchObject(expected);
  }
});
