import { describe, expect, it } from 'vitest';
import { fullName, inkOn, readableNumber } from './person.ts';

describe("A phone's owner", () => {
  it('is called by first and last name, or by the first alone', () => {
    expect(fullName({ firstName: 'Anna', lastName: 'Smirnova' })).toBe('Anna Smirnova');
    expect(fullName({ firstName: 'Anna' })).toBe('Anna');
  });

  it('has a number that is read with one plus', () => {
    expect(readableNumber('79990000001')).toBe('+79990000001');
    expect(readableNumber('+79990000001')).toBe('+79990000001');
  });

  it('has letters that can be read on any colour', () => {
    expect(inkOn('#ffffff')).toBe('#000');
    expect(inkOn('#7bc862')).toBe('#000');
    expect(inkOn('#155e50')).toBe('#fff');
  });
});
