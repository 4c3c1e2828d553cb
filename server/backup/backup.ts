/** Backups: everything of this product in one file, taken while the server runs, and put back elsewhere or on another engine. */
export type { Wishes } from './after-restore.ts';
export type { Manifest } from './manifest.ts';
export { type Moved, moveToServer } from './move.ts';
export { openToOperator } from './operator.ts';
export { type Archive, openArchive } from './read-archive.ts';
export { type Released, releaseHeld } from './release.ts';
export { restoreBackup, undoCutOff } from './restore.ts';
export { takeBackup } from './take-backup.ts';
