import { describe, expect, test } from 'vitest';
import { assertUncommon } from './password.policy.ts';
import { hashPassword, isOutdated, isPassword } from './passwords.ts';

const olga = { name: 'Ольга Ветрова', email: 'olga.vetrova@otklik.example', field: 'password' };

describe('a stored password', () => {
  test('fits the same words, typed in whatever composition, and no others', async () => {
    const stored = await hashPassword('йод в ёлочной банке');
    expect(stored).toMatch(/^argon2id\$m=19456,t=2,p=1\$/);
    expect(await isPassword('йод в ёлочной банке'.normalize('NFD'), stored)).toBe(true);
    expect(await isPassword('йод в елочной банке', stored)).toBe(false);
    expect(await isPassword('', stored)).toBe(false);
  });

  test('is another one each time', async () => {
    const [one, other] = await Promise.all([
      hashPassword('same words'),
      hashPassword('same words'),
    ]);
    expect(one).not.toBe(other);
  });

  test('that nobody has, fits nothing', async () => {
    expect(await isPassword('', null)).toBe(false);
    expect(await isPassword('anything', null)).toBe(false);
    expect(await isPassword('anything', 'argon2id$broken')).toBe(false);
  });

  test('with other parameters still fits, and is to be hashed anew', async () => {
    const weaker = 'argon2id$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA==$';
    const stored = await hashPassword('some words');
    expect(isOutdated(stored)).toBe(false);
    expect(isOutdated(`${weaker}AAAA`)).toBe(true);
  });

  test('is compared a few at a time, and a crowd is turned away', async () => {
    const stored = await hashPassword('some words');
    const tried = await Promise.allSettled(
      Array.from({ length: 60 }, () => isPassword('some words', stored)),
    );
    const refused = tried.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ reason: { code: 'server.unavailable' } });
    expect(tried.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(10);
    // The places are free again.
    expect(await isPassword('some words', stored)).toBe(true);
  });
});

describe('a new password', () => {
  test.each([
    'password1234',
    'PASSWORD1234',
    'Sunshine2024!',
    'qwertyuiop123',
    'qwertyuiopas',
    '123456789012',
    '210987654321',
    'йцукенгшщзхъ',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'monkeymonkey',
    'olga.vetrova-77',
    'вижу ветрова 55',
    'hello otklik.example',
  ])('is refused: %s', async (given) => {
    await expect(assertUncommon(given, olga)).rejects.toMatchObject({
      code: 'password.too_common',
      details: { fields: { password: 'too_common' } },
    });
  });

  test.each(['lantern-harbour-1', 'correct horse battery', 'семь слонов на мосту', 'x9!kQ2#vTz7$'])(
    'is taken: %s',
    async (given) => {
      await expect(assertUncommon(given, olga)).resolves.toBeUndefined();
    },
  );
});
