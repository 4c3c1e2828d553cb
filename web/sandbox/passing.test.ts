import { describe, expect, it } from 'vitest';
import type { SandboxMessage } from '../../contract/sandbox-shapes.ts';
import { type Passing, type PassingChange, passed, passingOn } from './passing.ts';

const phoneId = 'anna';
const typing: PassingChange = { type: 'typing', phoneId, action: 'typing' };

describe('What shows for a moment', () => {
  it('is typing until the bot has written', () => {
    expect(onAnna([typing]).typing).toBeGreaterThan(0);
    expect(onAnna([typing, message('person')]).typing).toBeGreaterThan(0);
    expect(onAnna([typing, message('bot')]).typing).toBe(0);
  });

  it('begins its time anew with every sign of typing', () => {
    expect(onAnna([typing, typing]).typing).not.toBe(onAnna([typing]).typing);
    expect(onAnna([typing, typing, { type: 'typing_over', phoneId }]).typing).toBe(0);
  });

  it('is the answer to a pressed button until it was seen', () => {
    expect(onAnna([answer('Signed in')]).answer?.text).toBe('Signed in');
    expect(onAnna([answer('Signed in'), { type: 'answer_seen', phoneId }]).answer).toBeUndefined();
  });

  it('is nothing when the answer only ends the spinner', () => {
    expect(onAnna([answer(undefined)]).answer).toBeUndefined();
  });

  it('shows on one phone alone', () => {
    expect(passingOn(after([typing, answer('Hello')]), 'boris')).toEqual({ typing: 0 });
  });
});

function onAnna(changes: PassingChange[]): Passing {
  return passingOn(after(changes), phoneId);
}

function after(changes: PassingChange[]): Record<string, Passing> {
  return changes.reduce(passed, {});
}

function answer(text: string | undefined): PassingChange {
  return { type: 'press_answered', phoneId, queryId: 'q', messageId: 1, text, alert: false };
}

function message(from: SandboxMessage['from']): PassingChange {
  const date = '2026-11-21T10:00:00.000Z';
  return { type: 'message', phoneId, message: { id: 1, from, date, entities: [], reactions: [] } };
}
