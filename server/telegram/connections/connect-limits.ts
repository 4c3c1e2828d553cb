/** How often one person may ask for a link and for a test message, on all instances together. */
import type { Limit } from '../../platform/limits.ts';

export const linkLimits: Limit[] = [{ name: 'connect.link', count: 10, seconds: 600 }];
export const testLimits: Limit[] = [
  { name: 'connect.test.minute', count: 3, seconds: 60 },
  { name: 'connect.test.day', count: 30, seconds: 24 * 3600 },
];
