/** What the tests of this slice share: an archive asked for, fetched and unpacked, and everything that is stored. */
import { readdirSync, readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { expect, vi } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { downloadMyData, exportMyData, myDataExports } from '../../contract/personal-data.ts';
import type { Caller, Desk } from '../../testing/desk.ts';
import { rows } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';

/** Asks for the client's archive, waits for it and gives what is in it, by name. */
export async function archiveOf(desk: Desk, client: Caller): Promise<Map<string, Buffer>> {
  const begun = await desk.call(client, exportMyData);
  expect(begun.error).toBeUndefined();
  const exportId = begun.body.id;
  await vi.waitFor(
    async () => {
      const { items } = (await desk.call(client, myDataExports)).body;
      expect(items[0]).toMatchObject({ id: exportId, state: 'ready', progress: 100 });
    },
    { timeout: 30_000, interval: 20 },
  );
  return unpack((await download(desk, client, exportId)).rawPayload);
}

export function download(desk: Desk, client: Caller, exportId: string) {
  return desk.http.inject({
    url: downloadMyData.path.replace(':exportId', exportId),
    headers: { authorization: `Bearer ${client.bearer()}` },
  });
}

export async function unpack(archive: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return found;
}

/** Every row of every table as text, bytes as hexadecimal digits, and the words of search documents; by table. */
export async function everythingStored({ database }: Platform): Promise<Map<string, string>> {
  const { handle } = database;
  const tables = await rows<{ name: string }>(
    handle,
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const stored = new Map<string, string>();
  for (const { name } of tables) {
    const query = sql`select row_to_json(t)::text as row from ${sql.identifier(name)} t`;
    stored.set(name, (await rows<{ row: string }>(handle, query)).map(({ row }) => row).join('\n'));
  }
  return stored;
}

/** Every file of the folder, by its place in it. */
export function everythingOnDisk(folder: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const path = `${entry.parentPath}/${entry.name}`;
      found.set(path.slice(folder.length), readFileSync(path));
    }
  }
  return found;
}
