import { describe, expect, it } from 'vitest';
import { destination, phoneAddress, safeAddress, startParameter } from './links.ts';

describe('A link in a message', () => {
  it('opens pages, letters and calls', () => {
    expect(safeAddress('https://example.com/a?b=1')).toBe('https://example.com/a?b=1');
    expect(safeAddress('mailto:anna@example.com')).toBe('mailto:anna@example.com');
  });

  it('gets a scheme when it has none', () => {
    expect(safeAddress('example.com/price')).toBe('https://example.com/price');
  });

  it('is none when it would run a script or cannot be read', () => {
    expect(safeAddress('javascript:alert(1)')).toBeUndefined();
    expect(safeAddress(' JaVaScRiPt:alert(1)')).toBeUndefined();
    expect(safeAddress('data:text/html,hello')).toBeUndefined();
    expect(safeAddress('https://')).toBeUndefined();
    expect(safeAddress(undefined)).toBeUndefined();
  });

  it('to a bot on t.me leads to the stand-in', () => {
    expect(safeAddress('https://t.me/otklik_bot?start=abc')).toBe(
      '/sandbox/t/otklik_bot?start=abc',
    );
    expect(safeAddress('https://t.me/joinchat/xyz')).toBe('https://t.me/joinchat/xyz');
  });

  it('says where it leads, without what is too long to read', () => {
    expect(destination('https://example.com/a/b?c=1')).toBe('example.com/a/b');
    expect(destination('https://example.com/')).toBe('example.com');
    expect(destination('/sandbox/t/otklik_bot?start=abc')).toBe('/sandbox/t/otklik_bot');
    expect(destination('tel:+79990000001')).toBe('tel:+79990000001');
  });
});

describe('A start parameter', () => {
  it('is taken in the alphabet and length of Telegram only', () => {
    expect(startParameter('tg_1_A-b')).toBe('tg_1_A-b');
    expect(startParameter('x'.repeat(64))).toHaveLength(64);
    expect(startParameter('x'.repeat(65))).toBeUndefined();
    expect(startParameter('two words')).toBeUndefined();
    expect(startParameter('')).toBeUndefined();
    expect(startParameter(null)).toBeUndefined();
  });

  it('goes with the phone that it is opened in', () => {
    expect(phoneAddress('anna', 'tg_1')).toBe('/sandbox?phone=anna&start=tg_1');
    expect(phoneAddress('anna', undefined)).toBe('/sandbox?phone=anna');
  });
});
