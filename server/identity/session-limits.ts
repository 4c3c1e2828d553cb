/** How often sessions may be renewed and ended, for each address. */
import type { Limit } from '../platform/limits.ts';

/** A wrong cookie must not cost the database a transaction without end. */
export const refreshLimits: Limit[] = [{ name: 'session.refresh', count: 60, seconds: 60 }];
/** Leaving is never to be made hard. */
export const logoutLimits: Limit[] = [{ name: 'session.logout', count: 600, seconds: 60 }];
