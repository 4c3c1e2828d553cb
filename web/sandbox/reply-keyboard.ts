/** Whether the keyboard below the chat is open: as the bot wants it, until the person folds or opens it. */
import type { ReplyKeyboard } from '../../contract/sandbox-shapes.ts';

/** What the person has done with one particular keyboard. */
export interface Folding {
  keyboard: ReplyKeyboard;
  open: boolean;
}

/** A keyboard that came after the person's choice is shown as the bot wants it. */
export function isOpen(keyboard: ReplyKeyboard | undefined, folding: Folding | undefined): boolean {
  if (!keyboard || keyboard.rows.length === 0) return false;
  return folding?.keyboard === keyboard ? folding.open : !keyboard.folded;
}

/** Folds the open keyboard, opens the folded one. */
export function turned(keyboard: ReplyKeyboard, folding: Folding | undefined): Folding {
  return { keyboard, open: !isOpen(keyboard, folding) };
}

/** A one-time keyboard folds when one of its buttons was pressed; others stay as they are. */
export function pressed(keyboard: ReplyKeyboard, folding: Folding | undefined): Folding {
  return { keyboard, open: keyboard.oneTime ? false : isOpen(keyboard, folding) };
}
