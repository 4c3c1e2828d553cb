/** The delivery worker. */
import type { Platform } from '../platform/platform.ts';
import type { Channel } from './channel.ts';

export interface Rates {
  /** Messages a second for the whole bot. */
  perSecond: number;
  /** How many may leave at once after a rest … */
  capacity: number;
  /** … the last of them only for codes and answers. */
  reserve: number;
  perLane: { perSecond: number; burst: number };
}

export interface DeliveryOptions {
  channel: Channel;
  /** Telegram's when nothing is said: 25 a second, 1 a second in one chat. */
  rates?: Partial<Rates> | 'unlimited';
  /** How many sends may be under way side by side. */
  concurrency?: number;
  /** A number from 0 to 1 that spreads the back-off. */
  random?: () => number;
}

export interface DeliveryState {
  /** The whole bot is held, and why. */
  held?: { until: Date; reason: string };
  /** The database has refused the worker so many times in a row. */
  databaseFailures: number;
  /** How many sends are under way in this process. */
  inFlight: number;
}

export interface Delivery {
  wake(): void;
  /** Resolves when nothing can be sent at this moment and every outcome is recorded. */
  idle(): Promise<void>;
  /** Takes nothing new, finishes what is under way, records it. */
  stop(): Promise<void>;
  state(): DeliveryState;
}

/** Starts delivering this channel's notices. Rejects when the database cannot be reached. */
export declare function startDelivery(
  platform: Platform,
  options: DeliveryOptions,
): Promise<Delivery>;
