/**
 * npm run restore -- <file> [--last-invoice N] [--replace] [--release]: puts a backup into a new place.
 * npm run restore -- --undo: ends one that was cut off. The server must not run.
 */
import { createInterface } from 'node:readline/promises';
import { type Manifest, openArchive, restoreBackup, undoCutOff } from '../server/backup/backup.ts';
import { readConfig } from '../server/platform/config.ts';
import { StartRefused } from '../server/platform/errors.ts';
import { fail, orFail, readArguments } from './operator.ts';

const { file, values } = readArguments({
  'last-invoice': { type: 'string' },
  replace: { type: 'boolean' },
  release: { type: 'boolean' },
  undo: { type: 'boolean' },
});
if (values.undo) await orFail(undo);
else if (file) await orFail(() => restore(file));
else fail('Usage: npm run restore -- <file> [--last-invoice N] [--replace] [--release], or --undo');

async function undo(): Promise<void> {
  const ended = await undoCutOff(readConfig());
  if (ended === 'undone') console.log('Everything is as it was before the restore.');
  else if (ended === 'kept') console.log('That restore had come to its end: start the server now.');
  else console.log('No restore was cut off in the middle: nothing had been replaced.');
}

async function restore(path: string): Promise<void> {
  const config = readConfig();
  const archive = await openArchive(path);
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
}

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
  console.log(
    `The last invoice number in it is ${known}. Where later ones were issued, no number may be given twice.`,
  );
  const answer = await terminal.question(`The last invoice number used [${known}]: `).catch(() => {
    // Ctrl-C or Ctrl-D; the line of the question has no end yet.
    throw new StartRefused('\nNothing was changed.');
  });
  terminal.close();
  return answer.trim() === '' ? known : numberOf(answer.trim());
}

function numberOf(given: string): number {
  if (!/^\d{1,9}$/.test(given))
    throw new StartRefused(`${given} is not an invoice number. Nothing was changed.`);
  return Number(given);
}
