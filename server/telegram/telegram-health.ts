/** How the tie to Telegram is, as /health tells it: a bot that hears nothing must say so. */
import type { z } from 'zod';
import type { health } from '../../contract/health.ts';
import { countWaiting, type DeliveryState } from '../notifications/notifications.ts';
import type { Platform } from '../platform/platform.ts';
import { readReceiving } from './receiving/poller-state.ts';
import { countParked } from './receiving/updates.queries.ts';

export type TelegramHealth = z.input<typeof health.reply>['telegram'] & { reasons: string[] };

/** A poll ends after 30 s at the latest; three in a row that did not are no accident. */
const deafSeconds = 90;
/** Two receivers of one bot take turns at succeeding, so a conflict is told for longer than it lasts. */
const conflictSeconds = 120;

/** `reasons` is empty while all is well. Never throws: without a database it tells what it can. */
export async function readTelegramHealth(
  platform: Platform,
  { botId, polling, delivery }: { botId: number; polling: boolean; delivery: DeliveryState },
): Promise<TelegramHealth> {
  const { mode } = platform.config.telegram;
  const db = platform.database.handle;
  try {
    const receiving = await readReceiving(db, botId);
    const { answerAgeSeconds: age, errorAgeSeconds: errorAge, lastError, lastErrorAt } = receiving;
    const { troubled } = receiving;
    const waiting = await countWaiting(db);
    const parked = await countParked(db, botId);
    const reasons: string[] = [];
    if (mode === 'polling' && age === undefined && errorAge === undefined) {
      reasons.push('No instance has heard from Telegram yet.');
    }
    if (mode === 'polling' && age !== undefined && age > deafSeconds) {
      reasons.push(`Telegram has not answered getUpdates for ${age} s.`);
    }
    if (mode !== 'external' && lastError !== undefined && errorAge !== undefined) {
      const conflict = lastError.startsWith('409') && errorAge < conflictSeconds;
      if (troubled || conflict) reasons.push(sentenceFor(lastError));
    }
    if (parked > 0) {
      reasons.push(`${parked} update(s) could not be worked off and are parked.`);
    }
    if (delivery.held) reasons.push(holdSentence(delivery.held.reason));
    return {
      mode,
      polling,
      ...(mode === 'polling' && age !== undefined && { pollerAgeSeconds: age }),
      ...(lastError !== undefined && { lastError }),
      ...(lastErrorAt && { lastErrorAt: lastErrorAt.toISOString() }),
      waiting,
      reasons,
    };
  } catch (error) {
    platform.log.error({ err: error }, 'The state of the receiving could not be read.');
    return { mode, polling, waiting: 0, reasons: ['The state of the receiving is unknown.'] };
  }
}

function holdSentence(reason: string): string {
  const why = `Sending is held: ${reason}`;
  return reason === 'restored' ? `${why}. Look at what waits, then: npm run release-notices` : why;
}

function sentenceFor(lastError: string): string {
  if (lastError.startsWith('409')) {
    return `Another program receives this bot's messages (${lastError}).`;
  }
  if (lastError.startsWith('401')) {
    return `Telegram refuses the bot's token (${lastError}).`;
  }
  return `Receiving from Telegram fails (${lastError}).`;
}
