/** Takes an embedded database to an empty PostgreSQL, as it is: sessions, notices and files stay. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { StartRefused } from '../platform/errors.ts';
import { openAsItIs } from '../platform/open-database.ts';
import { loadData } from './load.ts';
import type { DataSummary } from './manifest.ts';
import { isEmpty, keepServersOut } from './schema.queries.ts';
import { asSentence } from './sentence.ts';
import { prepareBackup } from './write-archive.ts';

export interface Moved {
  data: DataSummary;
  /** What has to stand in `.env` from now on, a line each. */
  settings: string[];
}

/** The server must not run. The folder stays as it is. Throws StartRefused where it cannot be. */
export async function moveToServer(config: Config, url: string): Promise<Moved> {
  const folder = join(config.dataDir, 'database');
  if (!existsSync(join(folder, 'pgdata'))) {
    throw new StartRefused(`There is no embedded database in ${config.dataDir}.`);
  }
  try {
    const target = await openAsItIs({ url, folder: '' });
    try {
      if (!(await isEmpty(target.handle))) {
        throw new StartRefused(
          'There is data in that PostgreSQL database already. Make a new one.',
        );
      }
      const source = await openAsItIs({ folder });
      const prepared = await prepareBackup(source, config).finally(() => source.close());
      try {
        await target.transaction(async (tx) => {
          await keepServersOut(tx);
          await loadData(tx, prepared.data, prepared.folder);
        });
      } finally {
        await prepared.remove();
      }
      return { data: prepared.data, settings: settingsFor(config, url) };
    } finally {
      await target.close();
    }
  } catch (error) {
    throw asSentence(error);
  }
}

function settingsFor({ dataDir, jwtSecret }: Config, url: string): string[] {
  const kept = join(dataDir, 'secrets', 'jwt-secret');
  const secret = jwtSecret ?? (existsSync(kept) ? readFileSync(kept, 'utf8').trim() : undefined);
  return [`DATABASE_URL=${url}`, ...(secret ? [`JWT_SECRET=${secret}`] : [])];
}
