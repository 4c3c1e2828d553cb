/** Whose @name begins so. */
import { ilike } from 'drizzle-orm';
import type { Person } from '../../notifications/notifications.ts';
import type { Db } from '../../platform/database.ts';
import { connections } from './connections.tables.ts';

/** `username` without the @. */
export async function peopleNamed(
  db: Db,
  { username, most }: { username: string; most: number },
): Promise<Person[]> {
  return db
    .select({ kind: connections.personKind, id: connections.personId })
    .from(connections)
    .where(ilike(connections.username, `${username.replace(/[\\%_]/g, '\\$&')}%`))
    .limit(most);
}
