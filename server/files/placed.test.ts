import { expect, test } from 'vitest';
import { placed } from './personal-data.ts';

const id = '0f3c2a6e-5d1b-4c7e-9a80-1234567890ab';
const nameOf = (name: string) => placed({ id, name }).path.replace('files/', '');

test('a file stands in the archive by its name, with a part of its id before it', () => {
  expect(nameOf('Договор № 5.pdf')).toBe('0f3c2a6e-5d1b-Договор № 5.pdf');
});

test.each(['Щ', '漢', '😀'])(
  'a name of 116 × %s fits every file system, and keeps its ending',
  (letter) => {
    const name = nameOf(`${letter.repeat(116)}.pdf`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240);
    expect(Buffer.byteLength(name)).toBeGreaterThan(235);
    expect(name).toMatch(new RegExp(`^0f3c2a6e-5d1b-(${letter})+[.]pdf$`, 'u'));
  },
);
