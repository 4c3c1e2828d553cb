import { describe, expect, it } from 'vitest';
import { readMarkup } from './markup.ts';
import { Params } from './params.ts';

function inline(...buttons: Record<string, unknown>[]) {
  return read({ inline_keyboard: [buttons] });
}

function read(reply_markup: unknown, isPrivate = true) {
  return readMarkup(new Params({ reply_markup }), isPrivate);
}

describe('An inline keyboard', () => {
  it('takes links, callbacks, copies, disabled buttons and styles', () => {
    const buttons = [
      { text: 'Open', url: 'https://example.com/' },
      { text: 'Yes', callback_data: 'я'.repeat(32), style: 'success' },
      { text: 'Copy', copy_text: { text: '123456' } },
      { text: 'Used', disabled: {} },
    ];
    expect(inline(...buttons)).toEqual({ kind: 'inline', markup: { inline_keyboard: [buttons] } });
  });

  it.each([
    [{ text: 'x', callback_data: 'я'.repeat(33) }, 'BUTTON_DATA_INVALID'],
    [{ text: 'x', callback_data: '' }, 'BUTTON_DATA_INVALID'],
    [{ text: ' ', callback_data: 'x' }, 'inline keyboard button text must be non-empty'],
    [{ text: 'x' }, 'text buttons are unallowed in the inline keyboard'],
    [{ text: 'x', callback_data: 'x', url: 'https://a.example' }, 'BUTTON_TYPE_INVALID'],
    [{ text: 'x', copy_text: { text: '' } }, 'BUTTON_COPY_TEXT_INVALID'],
    [{ text: 'x', copy_text: { text: 'y'.repeat(257) } }, 'BUTTON_COPY_TEXT_INVALID'],
    [
      { text: 'x', url: 'http://localhost:9022/' },
      "inline keyboard button URL 'http://localhost:9022/' is invalid: Wrong HTTP URL",
    ],
  ])('refuses a wrong button (%#)', (button, reason) => {
    expect(() => inline(button)).toThrow(`Bad Request: ${reason}`);
  });

  it('has an end: 100 buttons, about 10 kB', () => {
    const button = { text: 'x', callback_data: 'y' };
    expect(inline(...Array(100).fill(button))).toMatchObject({ kind: 'inline' });
    expect(() => inline(...Array(101).fill(button))).toThrow('reply markup is too long');
    const long = { text: 'x'.repeat(60), callback_data: 'y'.repeat(64) };
    expect(() => inline(...Array(99).fill(long))).toThrow('reply markup is too long');
  });
});

describe('A reply keyboard', () => {
  const share = { text: 'Share', request_contact: true };

  it('keeps its rows and manners', () => {
    const given = { keyboard: [[share], ['No']], resize_keyboard: true, one_time_keyboard: true };
    expect(read(given)).toEqual({
      kind: 'reply',
      keyboard: {
        rows: [[{ text: 'Share', requestContact: true }], [{ text: 'No', requestContact: false }]],
        resize: true,
        oneTime: true,
        folded: false,
      },
    });
    expect(read({ remove_keyboard: true })).toEqual({ kind: 'remove' });
  });

  it('asks for a contact in private chats only', () => {
    expect(() => read({ keyboard: [[share]] }, false)).toThrow(
      'Bad Request: phone number can be requested in private chats only',
    );
  });

  it.each(['{"keyboard":', 'null', '[]', '7'])('refuses what is no object: %s', (given) => {
    expect(() => read(given)).toThrow(/^Bad Request: /);
  });
});
