/** The secret that a backup's seals and sessions depend on: at hand in the new place, or told where it is. */
import type { Config } from '../platform/config.ts';
import { StartRefused } from '../platform/errors.ts';
import { fingerprintOf } from '../platform/installation.ts';
import { secretsFrom } from '../platform/secrets.ts';
import type { Manifest } from './manifest.ts';

const kept = 'secrets/jwt-secret';

/** Throws StartRefused where the place would start with another secret than the backup was made with, or with none of it. */
export function refuseOtherSecret(
  { jwtSecret }: Pick<Config, 'jwtSecret'>,
  { secretFingerprint, files }: Manifest,
): void {
  const inBackup = files.some(({ name }) => name === kept);
  if (secretFingerprint === null || (jwtSecret === undefined && inBackup)) return;
  if (jwtSecret !== undefined && fingerprintOf(secretsFrom(jwtSecret)) === secretFingerprint)
    return;
  const where = inBackup
    ? `It is in the backup: unzip -p FILE ${kept}`
    : 'It stood in the settings of the place where the backup was made, and is not part of the backup.';
  throw new StartRefused(
    `JWT_SECRET must be the one that this backup was made with, or nothing that is sealed in it could be opened. ${where}`,
  );
}
