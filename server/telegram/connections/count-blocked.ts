/** How many people have blocked the bot. */
import { count, eq } from 'drizzle-orm';
import type { Db } from '../../platform/database.ts';
import { connections } from './connections.tables.ts';

export async function countBlocked(db: Db): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(connections)
    .where(eq(connections.state, 'blocked'));
  return row?.count ?? 0;
}
