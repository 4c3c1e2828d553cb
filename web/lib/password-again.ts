/** Sensitive calls: when the server wants the password first, it is asked for and the call is repeated. */
import { refusedWith } from './errors.ts';

/** Whoever is waiting for the password; there is one dialog, and the calls wait for it together. */
interface Asking {
  given: Promise<boolean>;
  answer(given: boolean): void;
}

let asking: Asking | undefined;
const listeners = new Set<() => void>();

/** Whether the dialog is to be shown, as components follow it. */
export const passwordAsked = {
  get: () => asking !== undefined,
  subscribe(hear: () => void) {
    listeners.add(hear);
    return () => listeners.delete(hear);
  },
  /** The password was right, or the person thought better of it. */
  answer(given: boolean) {
    const waiting = asking;
    asking = undefined;
    waiting?.answer(given);
    tell();
  },
};

/** Makes the call, and once more after the password. Thought better of: the refusal is thrown as it was. */
export async function withPassword<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!refusedWith(error, 'session.password_needed')) throw error;
    if (!(await ask())) throw error;
    return attempt();
  }
}

function ask(): Promise<boolean> {
  if (!asking) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    asking = { given: promise, answer: resolve };
    tell();
  }
  return asking.given;
}

function tell(): void {
  for (const hear of listeners) hear();
}
