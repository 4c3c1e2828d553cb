import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provenPhone } from './contact.ts';

describe('a proved number', () => {
  test.each([
    ['+79991234567', '+79991234567'],
    ['79991234567', '+79991234567'],
    ['12025550123', '+12025550123'],
    ['+390612345678', '+390612345678'],
  ])('%s is %s in E.164', (given, number) => {
    expect(provenPhone(given)).toBe(number);
  });

  test.each([
    ['+88801234567', 'phone.anonymous'],
    ['8881234567', 'phone.anonymous'],
    ['+4402079460000', 'phone.invalid'],
    ['+79991', 'phone.invalid'],
    ['+7999123456789', 'phone.invalid'],
    ['tel:+79991234567', 'phone.invalid'],
    ['+79991234567 ', 'phone.invalid'],
    ['+79991234567\n', 'phone.invalid'],
  ])('%s is refused as %s', (given, code) => {
    expect(() => provenPhone(given)).toThrow(code);
  });

  test('has the very digits that were given, or is none', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?[\d a-z().-]{0,18}$/), (given) => {
        let number: string | undefined;
        try {
          number = provenPhone(given);
        } catch {
          return;
        }
        expect(number).toBe(`+${given.replace('+', '')}`);
      }),
    );
  });
});
