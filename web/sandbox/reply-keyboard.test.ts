import { describe, expect, it } from 'vitest';
import type { ReplyKeyboard } from '../../contract/sandbox-shapes.ts';
import { isOpen, pressed, turned } from './reply-keyboard.ts';

const share: ReplyKeyboard = {
  rows: [[{ text: '📱 Share contact', requestContact: true }]],
  resize: true,
  oneTime: false,
  folded: false,
};

describe('The keyboard below a chat', () => {
  it('is open when the bot has just sent it', () => {
    expect(isOpen(share, undefined)).toBe(true);
  });

  it('is not there when the bot has sent none, or one without buttons', () => {
    expect(isOpen(undefined, undefined)).toBe(false);
    expect(isOpen({ ...share, rows: [] }, undefined)).toBe(false);
  });

  it('folds and opens as the person turns it', () => {
    const folded = turned(share, undefined);
    expect(isOpen(share, folded)).toBe(false);
    expect(isOpen(share, turned(share, folded))).toBe(true);
  });

  it('opens again when the bot sends another one', () => {
    const folded = turned(share, undefined);
    expect(isOpen({ ...share }, folded)).toBe(true);
  });

  it('stays open after a press unless it is meant for one time', () => {
    expect(isOpen(share, pressed(share, undefined))).toBe(true);
    const once = { ...share, oneTime: true };
    expect(isOpen(once, pressed(once, undefined))).toBe(false);
  });

  it('comes folded when it has been used, and opens at will', () => {
    const used = { ...share, oneTime: true, folded: true };
    expect(isOpen(used, undefined)).toBe(false);
    expect(isOpen(used, turned(used, undefined))).toBe(true);
  });
});
