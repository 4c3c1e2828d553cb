/** npm run reset-password -- <e-mail> [--without-second-factor]: in an emergency, a one-time link to a new password. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeEmergencyLink } from '../server/identity/identity.ts';
import { readConfig } from '../server/platform/config.ts';
import { StartRefused } from '../server/platform/errors.ts';
import { openDatabase } from '../server/platform/open-database.ts';
import { fail, orFail, readArguments } from './operator.ts';

const { file: email, values } = readArguments({ 'without-second-factor': { type: 'boolean' } });
if (!email) fail('Usage: npm run reset-password -- <e-mail> [--without-second-factor]');
const withoutSecondFactor = values['without-second-factor'] === true;

await orFail(() => reset(email));

async function reset(who: string): Promise<void> {
  const config = readConfig();
  const folder = join(config.dataDir, 'database');
  if (!config.databaseUrl && !existsSync(folder))
    fail(`There is no database in ${config.dataDir}.`);
  const database = await openDatabase({ url: config.databaseUrl, folder }).catch((error) => {
    if (!(error instanceof StartRefused) || config.databaseUrl) throw error;
    return fail(
      `${error.message}\nIs it the server? The embedded database lets one process in: stop the server, run this again, and start it. With PostgreSQL this works beside the running server.`,
    );
  });
  const given = { email: who, withoutSecondFactor };
  const made = await makeEmergencyLink({ database, config }, given).finally(() => database.close());
  if (!made) fail('Nobody of the staff has this e-mail, or they are deactivated.');
  console.log(`A new password for ${made.name}, once, within a day:\n\n  ${made.link}\n`);
  console.log('Using it signs them out everywhere else. Give it to nobody but them.');
}
