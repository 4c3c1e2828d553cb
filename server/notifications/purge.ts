/** What has ended long ago is forgotten, with every attempt at it. */
import { sql } from 'drizzle-orm';
import { type Db, rows } from '../platform/database.ts';
import { present } from './sql.ts';

const keptDays = 180;
const atOnce = 2000;

/**
 * What ended half a year ago goes, some at a time, so that nobody waits long for it. What is about
 * subjects of the kinds in `kept` stays: others read there what became of their own.
 */
export async function deleteOldNotices(
  db: Db,
  { kept = [] }: { kept?: readonly string[] } = {},
): Promise<void> {
  let gone: unknown[];
  do {
    gone = await rows(
      db,
      sql`delete from notices where id in (
          select id from notices
          where settled_at is not null and settled_at < ${present} - make_interval(days => ${keptDays})
            and coalesce(subject_kind, '') <> all (${sql.param([...kept])}::text[])
          order by settled_at limit ${atOnce})
        returning id`,
    );
  } while (gone.length === atOnce);
}
