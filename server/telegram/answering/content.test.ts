import type { Message } from 'grammy/types';
import { expect, test } from 'vitest';
import { contentOf } from './content.ts';

function message(given: Partial<Message>): Message {
  const chat = { id: 1, type: 'private' as const, first_name: 'Anna' };
  return { message_id: 7, date: 1, chat, ...given } as Message;
}

test('an address behind words stays beside them, one that is shown is not repeated', () => {
  const text = 'см. тут и https://a.example';
  const entities: Message['entities'] = [
    { type: 'text_link', offset: 4, length: 3, url: 'https://evil.example/' },
    { type: 'text_link', offset: 10, length: 17, url: 'https://a.example' },
    { type: 'bold', offset: 0, length: 3 },
  ];
  expect(contentOf(message({ text, entities }))).toEqual({
    text: 'см. тут (https://evil.example/) и https://a.example',
    attachments: [],
  });
});

test('of a photo the largest is taken, of a document its name', () => {
  const size = (file_id: string) => ({ file_id, file_unique_id: file_id, width: 1, height: 1 });
  expect(contentOf(message({ photo: [size('s'), size('l')], caption: ' Вот ' }))).toEqual({
    text: 'Вот',
    attachments: [{ fileId: 'l', name: 'photo-7' }],
  });
  const document = { file_id: 'd', file_unique_id: 'd', file_name: 'a.pdf', file_size: 3 };
  expect(contentOf(message({ document }))).toEqual({
    text: '',
    attachments: [{ fileId: 'd', name: 'a.pdf', size: 3 }],
  });
});

test('what tickets do not take is told apart from what Telegram itself tells', () => {
  expect(contentOf(message({ dice: { emoji: '🎲', value: 3 } }))).toBe('other');
  expect(contentOf(message({ location: { latitude: 1, longitude: 2 } }))).toBe('other');
  expect(contentOf(message({ text: '\u200b\u2066' }))).toBe('other');
  expect(contentOf(message({ delete_chat_photo: true }))).toBeUndefined();
});

test('addresses never make a text longer than a ticket takes', () => {
  const text = 'а'.repeat(100);
  const entities: Message['entities'] = Array.from({ length: 100 }, (_, offset) => ({
    type: 'text_link',
    offset,
    length: 1,
    url: `https://example.com/${'x'.repeat(500)}`,
  }));
  const content = contentOf(message({ text, entities }));
  if (content === undefined || content === 'other') throw new Error();
  expect([...content.text].length).toBeLessThanOrEqual(10_000);
  expect(content.text).toContain('https://example.com/');
});
