/** What the parts of one phone share: whose it is, what it shows, and what its owner can do. */
import { createContext, use } from 'react';
import type { SandboxChat, SandboxMessage, SandboxState } from '../../contract/sandbox-shapes.ts';
import type { Doings } from './doings.ts';

/** What covers the phone at the moment. */
export type Sheet =
  | { kind: 'share'; shared(): void }
  | { kind: 'tricks' }
  | { kind: 'delete' }
  | { kind: 'file'; file: File };

/** The message that the next text answers, or takes the place of. */
export interface Quoting {
  kind: 'reply' | 'edit';
  message: SandboxMessage;
}

export interface PhoneThings {
  chat: SandboxChat;
  bot: SandboxState['bot'];
  doings: Doings;
  quoting: Quoting | undefined;
  quote(what: Quoting | undefined): void;
  open(sheet: Sheet): void;
  /** Shows a short note for a few seconds. */
  tell(note: string): void;
}

export const PhoneContext = createContext<PhoneThings | undefined>(undefined);

export function usePhone(): PhoneThings {
  const things = use(PhoneContext);
  if (!things) throw new Error('A part of a phone stands outside of one.');
  return things;
}
