/** Everything that a call of the Bot API, or a person, works upon. */
import type { User } from '@grammyjs/types';
import type { Clock } from '../platform/clock.ts';
import type { Calls } from './calls.ts';
import type { Events } from './events.ts';
import type { Faults } from './faults.ts';
import type { Files } from './files.ts';
import type { Limiter } from './limiter.ts';
import type { Messages } from './messages.ts';
import type { Phone, Phones } from './phones.ts';
import type { Polls } from './polls.ts';
import type { Presses } from './presses.ts';
import type { Store } from './store.ts';
import type { UpdateQueue } from './update-queue.ts';
import type { Webhook } from './webhook.ts';

export interface World {
  store: Store;
  clock: Clock;
  bot: User & { username: string };
  token: string;
  phones: Phones;
  messages: Messages;
  presses: Presses;
  files: Files;
  updates: UpdateQueue;
  polls: Polls;
  webhook: Webhook;
  events: Events;
  limiter: Limiter;
  faults: Faults;
  calls: Calls;
  switches: { knowsEveryone: boolean };
  /** Told of every message from the bot that a phone receives. */
  onReceive(phone: Phone, text: string): void;
}

/** Unix time, as the Bot API gives it. */
export function unixTime(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 1000);
}
