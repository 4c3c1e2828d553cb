import { FormattedString, fmt } from '@grammyjs/parse-mode';
import type { Message } from '@grammyjs/types';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { botOf, type TestBot } from './bot-test.ts';
import { typedText } from './entities.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
let bot: TestBot;
let chat_id: number;

beforeAll(async () => {
  sandbox = await startSandbox({ store: ':memory:', clock: new TestClock(new Date()) });
  sandbox.limiter.off();
  bot = botOf(sandbox);
  const anna = sandbox.addPhone({ firstName: 'Anna' });
  sandbox.start(anna.id);
  chat_id = anna.telegramId;
});
afterAll(() => sandbox.stop());

describe('A text that a bot sends', () => {
  it.each([
    [{}, 'message text is empty'],
    [{ text: '  \n ' }, 'text must be non-empty'],
    [{ text: '<b> </b>', parse_mode: 'HTML' }, 'text must be non-empty'],
    [{ text: 'x'.repeat(4097) }, 'message is too long'],
    [{ text: 'я'.repeat(16_385) }, 'text is too long'],
    [{ text: 'x', parse_mode: 'WikiText' }, 'unsupported parse_mode'],
    [
      { text: 'a👍b', entities: [{ type: 'bold', offset: 2, length: 2 }] },
      'entity begins in a middle of a UTF-16 symbol at byte offset 1',
    ],
    [
      { text: 'a👍b', entities: [{ type: 'bold', offset: 0, length: 2 }] },
      'entity ends in a middle of a UTF-16 symbol at byte offset 1',
    ],
  ])('is refused as Telegram refuses it (%#)', async (params, reason) => {
    expect(await bot.call('sendMessage', { chat_id, ...params })).toEqual({
      ok: false,
      error_code: 400,
      description: `Bad Request: ${reason}`,
    });
  });

  it('may have 4096 code points after its markup is gone', async () => {
    const text = `<b>${'👍'.repeat(4096)}</b>`;
    const sent = await bot.result<Message>('sendMessage', { chat_id, text, parse_mode: 'HTML' });
    expect(sent.text).toHaveLength(8192);
  });

  it('loses the space around it, and its entities move along', async () => {
    const sent = await bot.result<Message>('sendMessage', {
      chat_id,
      text: ' \n Hello \n',
      entities: [{ type: 'bold', offset: 3, length: 7 }],
    });
    expect(sent).toMatchObject({
      text: 'Hello',
      entities: [{ type: 'bold', offset: 0, length: 5 }],
    });
  });

  it('loses carriage returns and control characters', async () => {
    const sent = await bot.result<Message>('sendMessage', {
      chat_id,
      text: 'a\r\nb\tc\u0001d',
      entities: [{ type: 'bold', offset: 3, length: 1 }],
    });
    expect(sent).toMatchObject({ text: 'a\nb c d', entities: [{ offset: 2, length: 1 }] });
  });

  it('comes back from @grammyjs/parse-mode with the same entities', async () => {
    const styles = fc.constantFrom(
      FormattedString.bold,
      FormattedString.italic,
      FormattedString.underline,
      FormattedString.spoiler,
      FormattedString.code,
      FormattedString.blockquote,
    );
    // A word between two of them: stretches of one kind that touch become one.
    const words = fc.array(fc.tuple(fc.stringMatching(/^[a-zа-я👍]{1,8}$/u), styles), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(words, async (given) => {
        const { text, entities } = given.reduce(
          (whole, [word, style]) => fmt`${whole} and ${style(word)}`,
          new FormattedString('begin'),
        );
        const sent = await bot.result<Message>('sendMessage', { chat_id, text, entities });
        expect(sent.text).toBe(text);
        expect(sent.entities).toEqual(entities);
      }),
      { numRuns: 50 },
    );
  });

  it('nests as @grammyjs/parse-mode nests', async () => {
    const inner = fmt`very ${FormattedString.italic('much')}`;
    const { text, entities } = fmt`I ${FormattedString.b(inner)} agree`;
    const sent = await bot.result<Message>('sendMessage', { chat_id, text, entities });
    expect(sent.entities?.map(({ type, offset }) => `${type} ${offset}`).sort()).toEqual(
      entities.map(({ type, offset }) => `${type} ${offset}`).sort(),
    );
  });
});

describe('A text that a person types', () => {
  it('has its commands, links and mentions marked', () => {
    const text = '/start tg_1 see https://example.com/a?b=1, @anna_k or a@b.example #news';
    expect(
      typedText(text).entities.map(
        ({ type, offset, length }) => `${type}: ${text.slice(offset, offset + length)}`,
      ),
    ).toEqual([
      'bot_command: /start',
      'url: https://example.com/a?b=1',
      'mention: @anna_k',
      'email: a@b.example',
      'hashtag: #news',
    ]);
  });
});
