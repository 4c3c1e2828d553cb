/** What shows for a moment and is kept nowhere: typing, and the bot's answers to pressed buttons. */
import type { SandboxEvent } from '../../contract/sandbox-shapes.ts';

export interface PressAnswer {
  queryId: string;
  text: string;
  alert: boolean;
  url?: string | undefined;
}

export interface Passing {
  /** Grows with every sign of typing, so that each one shows for its full time. 0: not typing. */
  typing: number;
  answer?: PressAnswer | undefined;
}

export type PassingChange =
  | SandboxEvent
  | { type: 'typing_over'; phoneId: string }
  | { type: 'answer_seen'; phoneId: string };

const quiet: Passing = { typing: 0 };

/** What passes on one phone. */
export function passingOn(all: Record<string, Passing>, phoneId: string): Passing {
  return all[phoneId] ?? quiet;
}

/** What passes after the change. */
export function passed(
  all: Record<string, Passing>,
  change: PassingChange,
): Record<string, Passing> {
  if (!('phoneId' in change)) return all;
  const before = passingOn(all, change.phoneId);
  const after = next(before, change);
  return after === before ? all : { ...all, [change.phoneId]: after };
}

function next(before: Passing, change: PassingChange): Passing {
  switch (change.type) {
    case 'typing':
      return { ...before, typing: before.typing + 1 };
    case 'typing_over':
      return { ...before, typing: 0 };
    case 'message':
      return change.message.from === 'bot' && before.typing > 0 ? { ...before, typing: 0 } : before;
    case 'press_answered': {
      const { queryId, text = '', alert, url } = change;
      // An answer without words only ends the spinner.
      return text || url ? { ...before, answer: { queryId, text, alert, url } } : before;
    }
    case 'answer_seen':
      return { ...before, answer: undefined };
    default:
      return before;
  }
}
