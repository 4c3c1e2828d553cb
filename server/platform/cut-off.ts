/** A restore notes its renames while it makes them; where the note is still there, nothing may be opened. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from './errors.ts';

/** Inside the folder that is restored, since that one may be a mount of its own. */
export const stagingName = 'restoring';

/** Where the note of this data folder stands. */
export function cutOffNote(dataDir: string): string {
  return join(dataDir, stagingName, 'moves.json');
}

/** Throws StartRefused where a restore has not come to its end. */
export function refuseCutOff(dataDir: string): void {
  if (!existsSync(cutOffNote(dataDir))) return;
  throw new StartRefused(
    `A restore into ${dataDir} was cut off in the middle, or is still under way. If none runs, bring back what was there before: npm run restore -- --undo`,
  );
}
