/** npm run restore -- <file> [--last-invoice N] [--replace] [--release]: puts a backup into a new place. The server must not run. */
import { createInterface } from 'node:readline/promises';
import { type Manifest, openArchive, restoreBackup } from '../server/backup/backup.ts';
import { readConfig } from '../server/platform/config.ts';
import { StartRefused } from '../server/platform/errors.ts';
import { fail, orFail, readArguments } from './operator.ts';

const { file, values } = readArguments({
  'last-invoice': { type: 'string' },
  replace: { type: 'boolean' },
  release: { type: 'boolean' },
});
if (!file) fail('Usage: npm run restore -- <file> [--last-invoice N] [--replace] [--release]');

await orFail(async () => {
  const config = readConfig();
  const archive = await openArchive(file);
  const { manifest } = archive;
  const release = values.release === true;
  try {
    console.log(
      `A backup of ${manifest.createdAt}, made by Otklik ${manifest.version} (${manifest.engine}).`,
    );
    const lastInvoice = await readLastInvoice(manifest);
    await restoreBackup(config, archive, {
      lastInvoice,
      release,
      replace: values.replace === true,
    });
  } finally {
    await archive.close();
  }
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`Restored: ${rows} rows and ${manifest.files.length} files. Start the server now.`);
  console.log('Everybody has to sign in again.');
  if (release) return;
  console.log('Nothing is sent to anybody, not even codes, until you say so:');
  console.log('  npm run release-notices             what waited in the backup is sent');
  console.log('  npm run release-notices -- --drop   what waited in the backup is never sent');
});

/** What was issued after the backup is known to people alone: a number given twice would be worse than a gap. */
async function readLastInvoice({ lastInvoice }: Manifest): Promise<number> {
  const known = lastInvoice ?? 0;
  const given = values['last-invoice'];
  if (typeof given === 'string') return numberOf(given);
  if (!process.stdin.isTTY) {
    throw new StartRefused(
      `Say which invoice number was the last one used: --last-invoice ${known} if none was issued after the backup, or a higher one.`,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `The last invoice number in it is ${known}. If later ones were issued, the last number used [${known}]: `,
  );
  terminal.close();
  return answer.trim() === '' ? known : numberOf(answer.trim());
}

function numberOf(given: string): number {
  if (!/^\d{1,9}$/.test(given)) throw new StartRefused(`${given} is not an invoice number.`);
  return Number(given);
}
