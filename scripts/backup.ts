/** npm run backup -- <file> [--replace]: the database, the attachments and the made secrets in one file, while the server runs. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { takeBackup } from '../server/backup/backup.ts';
import { readConfig } from '../server/platform/config.ts';
import { fail, orFail, readArguments } from './operator.ts';

const { file, values } = readArguments({ replace: { type: 'boolean', default: false } });
if (!file) fail('Usage: npm run backup -- <file> [--replace]');

const { tables, files, createdAt } = await orFail(() =>
  takeBackup(readConfig(), { file, replace: values.replace === true }),
);
const rows = tables.reduce((sum, table) => sum + table.rows, 0);
const size = (statSync(file).size / 1e6).toFixed(1);
console.log(
  `${resolve(file)}: ${size} MB, ${rows} rows and ${files.length} files, as of ${createdAt}.`,
);
console.log('Everything is in it, the secrets too: keep it where nobody else can read it.');
