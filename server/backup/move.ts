/** Takes an embedded database to an empty PostgreSQL, as it is: sessions, notices and files stay. */
import { existsSync } from 'node:fs';
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
  /** Where the secret is that has to be given as JWT_SECRET from now on; absent where it is given already. */
  secretFile?: string;
}

/** The server must not run. The folder stays as it is. Throws StartRefused where it cannot be. */
export async function moveToServer(config: Config, url: string): Promise<Moved> {
  const folder = join(config.dataDir, 'database');
  if (!existsSync(join(folder, 'pgdata'))) {
    throw new StartRefused(
      `There is no embedded database in ${config.dataDir}: is DATA_DIR right?`,
    );
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
      const secretFile = join(config.dataDir, 'secrets', 'jwt-secret');
      return { data: prepared.data, ...(!config.jwtSecret && { secretFile }) };
    } finally {
      await target.close();
    }
  } catch (error) {
    throw asSentence(error);
  }
}
