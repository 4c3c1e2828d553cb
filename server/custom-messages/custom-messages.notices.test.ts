import { expect, test } from 'vitest';
import type { FileShape } from '../../contract/files.ts';
import { noticesFor } from './custom-messages.notices.ts';

const lane = { channel: 'telegram' as const, address: '1' };
const anna = { id: 'anna', name: 'Анна', lane };
const picture: FileShape = { id: 'p', name: 'a.png', size: 9, mediaType: 'image/png', image: true };
const paper: FileShape = {
  ...{ id: 'd', name: 'a.pdf', size: 9, mediaType: 'application/pdf' },
  image: false,
};

function parts(text: string, files: FileShape[]) {
  const content = { text, entities: [] };
  return noticesFor({ id: 'm', content, files }, anna, 'broadcast').map(
    ({ kind, text: said, file }) => [kind, said.text, file?.id, file?.as],
  );
}

test('one file carries a short text as its caption', () => {
  expect(parts('{{name}}, вот', [picture])).toEqual([['custom.file', 'Анна, вот', 'p', 'photo']]);
  expect(parts('', [paper])).toEqual([['custom.file', '', 'd', 'document']]);
});

test('a long text, and the text of several files, goes before them', () => {
  const long = 'а'.repeat(1025);
  expect(parts(long, [paper])).toEqual([
    ['custom.text', long, undefined, undefined],
    ['custom.file', '', 'd', 'document'],
  ]);
  expect(parts('Вот', [paper, picture])).toEqual([
    ['custom.text', 'Вот', undefined, undefined],
    ['custom.file', '', 'd', 'document'],
    ['custom.file', '', 'p', 'photo'],
  ]);
  // With the name of this client it is longer than a caption may be.
  const nearly = `{{name}}${'а'.repeat(1022)}`;
  expect(parts(nearly, [paper])[0]?.[0]).toBe('custom.text');
});

test('a picture that Telegram takes for no photo goes as it is', () => {
  const gif = { ...picture, mediaType: 'image/gif' };
  const large = { ...picture, size: 11 * 1024 * 1024 };
  for (const file of [gif, large]) expect(parts('', [file])[0]?.[3]).toBe('document');
});

test('each notice is of the message and the client, and is written once', () => {
  const content = { text: 'Вот', entities: [] };
  const given = noticesFor({ id: 'm', content, files: [paper, picture] }, anna, 'news');
  expect(given.map(({ key }) => key)).toEqual([
    'custom:m:anna:0',
    'custom:m:anna:1',
    'custom:m:anna:2',
  ]);
  for (const notice of given) {
    expect(notice).toMatchObject({
      ...{ lane, rank: 'news', topic: 'messages', person: { kind: 'client', id: 'anna' } },
      subject: { kind: 'custom_message', id: 'm' },
    });
  }
});
