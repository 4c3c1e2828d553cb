import type { Message, Update } from '@grammyjs/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { botOf, type TestBot } from './bot-test.ts';
import type { Phone } from './phones.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
let bot: TestBot;
let anna: Phone;

beforeEach(async () => {
  sandbox = await startSandbox({ store: ':memory:', clock: new TestClock(new Date()) });
  sandbox.limiter.off();
  bot = botOf(sandbox);
  anna = sandbox.addPhone({ firstName: 'Anna', lastName: 'K.' });
  sandbox.start(anna.id);
});
afterEach(() => sandbox.stop());

async function lastUpdate(): Promise<Update | undefined> {
  return (await bot.result<Update[]>('getUpdates', { offset: -1 }))[0];
}

/** Sends a file as a form, as bots do. */
async function upload(
  method: 'sendDocument' | 'sendPhoto',
  file: Blob,
  more: Record<string, string> = {},
) {
  const form = new FormData();
  form.set('chat_id', String(anna.telegramId));
  form.set(method === 'sendPhoto' ? 'photo' : 'document', file, 'file.bin');
  for (const [name, value] of Object.entries(more)) form.set(name, value);
  const response = await bot.request(method, { method: 'POST', body: form });
  return (await response.json()) as { ok: boolean; description?: string; result: Message };
}

describe('Files', () => {
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAADklEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  it('go from the person to the bot', async () => {
    sandbox.sendFile(
      anna.id,
      { name: 'Счёт.pdf', mimeType: 'application/pdf', bytes: Buffer.from('%PDF') },
      { caption: 'See' },
    );
    const { document, caption } = (await lastUpdate())?.message ?? {};
    expect(document).toMatchObject({ file_name: 'Счёт.pdf', file_size: 4 });
    expect(caption).toBe('See');
    const { file_path } = await bot.result<{ file_path: string }>('getFile', {
      file_id: document?.file_id,
    });
    const response = await fetch(`${sandbox.apiRoot}/file/bot${sandbox.token}/${file_path}`);
    expect(await response.text()).toBe('%PDF');
    expect((await bot.call('getFile', { file_id: 'x' })).description).toBe(
      'Bad Request: wrong file_id or the file is temporarily unavailable',
    );
    const image = { name: 'a.png', mimeType: 'image/png', bytes: picture };
    sandbox.sendFile(anna.id, image, { as: 'photo' });
    expect((await lastUpdate())?.message?.photo).toMatchObject([{ width: 2, height: 3 }]);
  });

  it('go from the bot to the person, as an upload or again by id', async () => {
    const form = new FormData();
    form.set('chat_id', String(anna.telegramId));
    form.set('document', new Blob(['<b>hi</b>']), 'page.html');
    form.set('caption', '<i>Page</i>');
    form.set('parse_mode', 'HTML');
    await bot.request('sendDocument', { method: 'POST', body: form });
    const shown = sandbox.chat(anna.id).messages.at(-1);
    expect(shown).toMatchObject({ text: 'Page', document: { name: 'page.html', size: 9 } });
    const id = shown?.document?.id ?? '';
    expect(sandbox.file(id).bytes.toString()).toBe('<b>hi</b>');
    const again = { chat_id: anna.telegramId, document: id };
    expect(await bot.result('sendDocument', again)).toMatchObject({ document: { file_id: id } });
    expect((await bot.call('sendDocument', { chat_id: anna.telegramId })).description).toBe(
      'Bad Request: there is no document in the request',
    );
  });

  it('that are no picture are refused as a photo', async () => {
    const form = new FormData();
    form.set('chat_id', String(anna.telegramId));
    form.set('photo', 'attach://part');
    form.set('part', new Blob(['text']), 'a.png');
    const response = await bot.request('sendPhoto', { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({
      description: 'Bad Request: IMAGE_PROCESS_FAILED',
    });
  });

  it('have a caption of a thousand and twenty-four characters at most, counted without the markup', async () => {
    const longest = `<b>${'я'.repeat(1024)}</b>`;
    const html = { parse_mode: 'HTML' };
    const { result } = await upload('sendDocument', new Blob(['a']), { caption: longest, ...html });
    expect(result.caption).toHaveLength(1024);
    expect(result.caption_entities).toMatchObject([{ type: 'bold', length: 1024 }]);
    const over = await upload('sendPhoto', new Blob([picture]), { caption: 'я'.repeat(1025) });
    expect(over.description).toBe('Bad Request: message caption is too long');
    const again = { chat_id: anna.telegramId, document: result.document?.file_id };
    expect(await bot.call('sendDocument', { ...again, caption: 'x'.repeat(1025) })).toMatchObject({
      description: 'Bad Request: message caption is too long',
    });
  });

  it('carry buttons, and answer a message', async () => {
    const button = { text: 'Open', url: 'https://help.example.com/' };
    const first = await upload('sendDocument', new Blob(['a']), {
      reply_markup: JSON.stringify({ inline_keyboard: [[button]] }),
      reply_parameters: JSON.stringify({ message_id: 1 }),
    });
    expect(first.result).toMatchObject({
      reply_markup: { inline_keyboard: [[button]] },
      reply_to_message: { text: '/start' },
    });
    const lost = { reply_parameters: JSON.stringify({ message_id: 999 }) };
    expect((await upload('sendDocument', new Blob(['a']), lost)).description).toBe(
      'Bad Request: message to be replied not found',
    );
  });

  it.each([
    [
      'sendDocument',
      'document',
      `${'A'.repeat(43)}`,
      'wrong file_id or the file is temporarily unavailable',
    ],
    [
      'sendPhoto',
      'photo',
      `${'A'.repeat(43)}`,
      'wrong file_id or the file is temporarily unavailable',
    ],
    ['sendPhoto', 'photo', 'no id', 'wrong file identifier/HTTP URL specified'],
    [
      'sendDocument',
      'document',
      'https://files.example.com/a.pdf',
      'failed to get HTTP URL content',
    ],
    ['sendDocument', 'document', 'attach://nowhere', 'there is no document in the request'],
    ['sendPhoto', 'photo', '', 'there is no photo in the request'],
  ])(
    'of another bot, or from elsewhere, are refused (%s, %s %s)',
    async (method, name, id, reason) => {
      expect(await bot.call(method, { chat_id: anna.telegramId, [name]: id })).toMatchObject({
        error_code: 400,
        description: `Bad Request: ${reason}`,
      });
    },
  );

  it('keep their kind: a picture is no document, and empty ones are none', async () => {
    const { result } = await upload('sendPhoto', new Blob([picture]));
    const photo = result.photo?.[0]?.file_id;
    expect(
      (await bot.call('sendDocument', { chat_id: anna.telegramId, document: photo })).description,
    ).toBe("Bad Request: can't use file of type Photo as Document");
    expect(await bot.result('sendPhoto', { chat_id: anna.telegramId, photo })).toMatchObject({
      photo: [{ file_id: photo }],
    });
    expect((await upload('sendDocument', new Blob([]))).description).toBe(
      'Bad Request: file must be non-empty',
    );
  });

  it('of more than twenty megabytes cannot be fetched by the bot, though the person sends them', async () => {
    const most = 20 * 1024 * 1024;
    for (const [size, description] of [
      [most, undefined],
      [most + 1, 'Bad Request: file is too big'],
    ] as const) {
      const file = { name: 'a.bin', mimeType: 'application/zip', bytes: Buffer.alloc(size, 1) };
      const sent = sandbox.sendFile(anna.id, file);
      const answer = await bot.call('getFile', { file_id: sent.document?.id });
      expect(answer.description).toBe(description);
    }
  });

  it('from the person can answer a message of the bot, and their caption be edited', async () => {
    const asked = await bot.result<Message>('sendMessage', {
      chat_id: anna.telegramId,
      text: 'Send us the act.',
    });
    const file = { name: 'act.pdf', mimeType: 'application/pdf', bytes: Buffer.from('%PDF') };
    const sent = sandbox.sendFile(anna.id, file, { caption: 'Here', replyTo: asked.message_id });
    expect(sent).toMatchObject({ replyTo: asked.message_id, text: 'Here' });
    expect((await lastUpdate())?.message).toMatchObject({
      document: { file_name: 'act.pdf' },
      reply_to_message: { message_id: asked.message_id, text: 'Send us the act.' },
    });
    sandbox.editText(anna.id, sent.id, 'Here, signed');
    const { edited_message: edited } = (await lastUpdate()) ?? {};
    expect(edited).toMatchObject({ caption: 'Here, signed', document: { file_name: 'act.pdf' } });
    sandbox.editText(anna.id, sent.id, '');
    expect((await lastUpdate())?.edited_message).not.toHaveProperty('caption');
  });
});
