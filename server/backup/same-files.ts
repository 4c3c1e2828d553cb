/** Whether the folder of attachments is the one that the database knows: a backup without them would look whole. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type Db, rows } from '../platform/database.ts';
import { StartRefused } from '../platform/errors.ts';
import { ifThere } from '../platform/if-there.ts';

/** Throws StartRefused where the folder does not carry the mark that the database has written there. */
export async function refuseOtherFiles(db: Db, filesDir: string): Promise<void> {
  const [table] = await rows<{ there: boolean }>(
    db,
    sql`select to_regclass('public.files_folder') is not null as there`,
  );
  if (!table?.there) return;
  const [known] = await rows<{ mark: string }>(
    db,
    sql`select mark::text as mark from files_folder where written`,
  );
  if (!known || (await readMark(filesDir)) === known.mark) return;
  throw new StartRefused(
    `The attachments of this database are not in ${filesDir}. Set FILES_DIR (or DATA_DIR) to what the server has, and run this again.`,
  );
}

async function readMark(filesDir: string): Promise<string | undefined> {
  return (await ifThere(readFile(join(filesDir, '.otklik'), 'utf8')))?.trim();
}
