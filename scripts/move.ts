/** npm run move -- <DATABASE_URL>: takes the embedded database to an empty PostgreSQL. The server must not run. */
import { moveToServer } from '../server/backup/backup.ts';
import { readConfig } from '../server/platform/config.ts';
import { fail, orFail, readArguments } from './operator.ts';

const { file: url } = readArguments({});
if (!url || !/^postgres(ql)?:\/\//.test(url)) {
  fail('Usage: npm run move -- postgres://user:password@host:5432/database');
}

const { data, settings } = await orFail(() => {
  const config = readConfig();
  if (config.databaseUrl) fail('DATABASE_URL is set: this installation is on PostgreSQL already.');
  return moveToServer(config, url);
});
const rows = data.tables.reduce((sum, table) => sum + table.rows, 0);
console.log(
  `Moved: ${rows} rows of ${data.tables.length} tables. Put this into .env, and start the server:`,
);
console.log(`\n${settings.join('\n')}\n`);
console.log(
  'Files stay where they are. Keep the folder `database` until you have seen that all is well.',
);
