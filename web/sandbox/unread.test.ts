import { describe, expect, it } from 'vitest';
import type { SandboxMessage } from '../../contract/sandbox-shapes.ts';
import { newest, seenNow, unread } from './unread.ts';

describe('The number beside a phone', () => {
  const messages = [from('bot', 1), from('person', 2), from('bot', 3), from('bot', 4)];

  it("counts the bot's messages since the last look, and not the person's own", () => {
    expect(unread(messages, 1)).toBe(2);
  });

  it('is nothing before the first look and after a complete one', () => {
    expect(unread(messages, undefined)).toBe(0);
    expect(unread(messages, newest(messages))).toBe(0);
  });

  it('starts from what was there when the page was opened', () => {
    expect(seenNow(newest(messages), undefined, false)).toBe(4);
  });

  it('grows while nobody looks and goes when somebody does', () => {
    expect(seenNow(4, 1, false)).toBe(1);
    expect(seenNow(4, 1, true)).toBe(4);
  });

  it('counts anew after a reset, when numbers start from the beginning', () => {
    const emptied = seenNow(newest([]), 4, false);
    expect(unread([from('bot', 1)], emptied)).toBe(1);
  });
});

function from(who: 'bot' | 'person', id: number): SandboxMessage {
  return { id, from: who, date: '2026-11-21T10:00:00.000Z', entities: [], reactions: [] };
}
