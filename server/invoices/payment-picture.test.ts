import { expect, test } from 'vitest';
import { newPictures } from './payment-picture.ts';

test('the picture of one text is drawn once, however often and by however many it is asked for', async () => {
  const drawn: string[] = [];
  const pictures = newPictures({
    draw: async (text) => {
      drawn.push(text);
      return `picture of ${text}`;
    },
  });
  const asked = await Promise.all([pictures('a'), pictures('a'), pictures('b')]);
  expect(asked).toEqual(['picture of a', 'picture of a', 'picture of b']);
  await pictures('a');
  expect(drawn).toEqual(['a', 'b']);
});

test('those that nobody has asked for the longest go', async () => {
  const drawn: string[] = [];
  const draw = async (text: string) => String(drawn.push(text));
  const pictures = newPictures({ draw, most: 2 });
  for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await pictures(text);
  expect(drawn).toEqual(['a', 'b', 'c', 'b']);
});

test('one that could not be drawn is tried again', async () => {
  let tries = 0;
  const draw = async () => {
    tries += 1;
    if (tries === 1) throw new Error('No ink.');
    return 'picture';
  };
  const pictures = newPictures({ draw });
  await expect(pictures('a')).rejects.toThrow('No ink.');
  expect(await pictures('a')).toBe('picture');
});
