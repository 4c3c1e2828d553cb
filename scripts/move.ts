/** npm run move -- <DATABASE_URL>: takes the embedded database to an empty PostgreSQL. The server must not run. */
import { moveToServer } from '../server/backup/backup.ts';
import { readConfig } from '../server/platform/config.ts';
import { fail, orFail, readArguments } from './operator.ts';

const { file: url } = readArguments({});
if (!url || !/^postgres(ql)?:\/\//.test(url)) {
  fail('Usage: npm run move -- postgres://user:password@host:5432/database');
}

const { data, secretFile } = await orFail(() => {
  const config = readConfig();
  if (config.databaseUrl) fail('DATABASE_URL is set: this installation is on PostgreSQL already.');
  return moveToServer(config, url);
});
const rows = data.tables.reduce((sum, table) => sum + table.rows, 0);
console.log(`Moved: ${rows} rows of ${data.tables.length} tables.`);
console.log('Before you start the server, put into its settings (.env):');
console.log('  DATABASE_URL   the address that you have just given');
if (secretFile) {
  console.log(`  JWT_SECRET     the line that is in ${secretFile}:`);
  console.log(`                 echo "JWT_SECRET=$(cat '${secretFile}')" >> .env`);
}
console.log(
  'DATA_DIR stays as it is, attachments and secrets are used from there. Keep its folder',
);
console.log(
  '`database` until you have seen that all is well; without DATABASE_URL it would be used again.',
);
