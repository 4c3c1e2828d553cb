/** One process a folder: an exclusive SQLite transaction, which dies with its holder (a pid file would not: in containers every pid is 1). */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartRefused } from './errors.ts';

export interface FolderLock {
  release(): void;
}

/** Takes the folder, or throws StartRefused when another process has it. */
export function lockFolder(folder: string): FolderLock {
  const holder = new DatabaseSync(join(folder, 'lock.db'));
  try {
    holder.exec('begin exclusive');
  } catch (error) {
    holder.close();
    if (error instanceof Error && /locked/.test(error.message)) {
      throw new StartRefused(
        `Another process uses the data folder ${folder}. Stop it first, or set DATA_DIR to another folder.`,
      );
    }
    throw error;
  }
  return { release: () => holder.close() };
}
