/** What a database belongs to: it is stamped at the first start, and a start that does not match is refused. */
import type { Database } from './database.ts';
import { StartRefused } from './errors.ts';
import { installation } from './platform.tables.ts';
import { hashSecret, type Secrets } from './secrets.ts';

/** `stamp` is `sandbox` or `bot:<id>`. Throws StartRefused with a sentence that says what to do. */
export async function claimInstallation(
  database: Database,
  secrets: Secrets,
  stamp: string,
): Promise<void> {
  const secretFingerprint = fingerprintOf(secrets);
  const found = await database.transaction(async (tx) => {
    await tx.insert(installation).values({ stamp, secretFingerprint }).onConflictDoNothing();
    const [row] = await tx.select().from(installation);
    return row;
  });
  if (found && found.stamp !== stamp) throw new StartRefused(mismatch(found.stamp, stamp));
  if (found && found.secretFingerprint !== secretFingerprint) {
    throw new StartRefused(
      'JWT_SECRET is not the one this database was first started with. Give every instance the same one; all sessions depend on it.',
    );
  }
}

/** Tells two master secrets apart without telling either. */
export function fingerprintOf(secrets: Secrets): string {
  return hashSecret(secrets.key('session').toString('base64')).toString('hex');
}

function mismatch(found: string, wanted: string): string {
  const described = (stamp: string) => (stamp === 'sandbox' ? 'the sandbox' : 'another bot');
  const wantedNow = wanted === 'sandbox' ? 'the sandbox' : 'a bot of Telegram';
  return [
    `This database belongs to ${described(found)}, and the configuration asks for ${wantedNow}.`,
    'The people in it are known by their Telegram ids, which would not fit.',
    'Set DATA_DIR (or DATABASE_URL) to a new place, or go back to the configuration before.',
  ].join(' ');
}
