/** How much a chat may say to its tickets: counted for all instances together. */
import type { Tx } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import { type Limit, takeFromLimits } from '../../platform/limits.ts';
import type { Platform } from '../../platform/platform.ts';

/** Messages and changes of messages. */
const saying: Limit = { name: 'answering.say', count: 30, seconds: 60 };
/** Whoever is over it hears so once. */
const tellingOver: Limit = { name: 'answering.over', count: 1, seconds: 60 };
/** An album of videos is told once that they are not taken. */
const tellingAlbum: Limit = { name: 'answering.album', count: 1, seconds: 60 };
/** As much as the pages take from a client: each may have 20 MB. */
const carrying: Limit = { name: 'answering.file', count: 200, seconds: 86_400 };
/** All staff hear of each. */
const opening: Limit = { name: 'answering.open', count: 60, seconds: 3600 };

export function maySay(tx: Tx, platform: Platform, chatId: number): Promise<boolean> {
  return take(tx, platform, saying, String(chatId));
}

export function mayTellOver(tx: Tx, platform: Platform, chatId: number): Promise<boolean> {
  return take(tx, platform, tellingOver, String(chatId));
}

export function maySendFile(tx: Tx, platform: Platform, chatId: number): Promise<boolean> {
  return take(tx, platform, carrying, String(chatId));
}

export function mayOpenTicket(tx: Tx, platform: Platform, chatId: number): Promise<boolean> {
  return take(tx, platform, opening, String(chatId));
}

export function mayTellAlbum(
  tx: Tx,
  platform: Platform,
  { chatId, album }: { chatId: number; album: string },
): Promise<boolean> {
  return take(tx, platform, tellingAlbum, `${chatId}:${album}`);
}

/** The count shares the transaction: where that is rolled back, nothing was done either. */
async function take(tx: Tx, platform: Platform, limit: Limit, who: string): Promise<boolean> {
  try {
    await takeFromLimits(tx, platform.secrets, { limits: [limit], who });
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}
