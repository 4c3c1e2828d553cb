/**
 * The files of an empty database. To make them (initdb) takes seconds, so the first ones are kept beside
 * the program, and every later database begins as a copy: after a restore, in the tests, while developing.
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageFile from '../../package.json' with { type: 'json' };

const { '@electric-sql/pglite': version } = packageFile.dependencies;
const keptBesideProgram = fileURLToPath(
  new URL(`../../.cache/empty-database/pglite-${version}`, import.meta.url),
);

/** Makes `files`, whole or not at all: a creation that was cut off leaves nothing to trip over. */
export async function makeEmptyDatabase(
  files: string,
  { kept = keptBesideProgram, create = createInChild } = {},
): Promise<void> {
  const unfinished = `${files}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  if (existsSync(kept)) copyDurably(kept, unfinished);
  else {
    await create(unfinished);
    keep(unfinished, kept);
  }
  renameSync(unfinished, files);
}

/** It needs about 1 GB for a moment, which only the end of a process gives back. */
async function createInChild(files: string): Promise<void> {
  const program = new URL('./pglite-create.ts', import.meta.url);
  const quickImports = new URL('./quick-imports.ts', import.meta.url).href;
  const child = fork(program, [files], {
    execArgv: ['--import', quickImports],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`Creating the database in ${files} ended with code ${code}.`);
}

/** Where the folder cannot be written (a read-only image) it does nothing, nor where another was faster. */
function keep(made: string, kept: string): void {
  const unfinished = `${kept}.${randomUUID()}`;
  try {
    // Others on the machine must not write into what databases begin as.
    mkdirSync(dirname(kept), { recursive: true, mode: 0o700 });
    copyDurably(made, unfinished);
    renameSync(unfinished, kept);
  } catch {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Commits are promised to survive a power cut; so must what they stand on. */
function copyDurably(from: string, to: string): void {
  cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const copied = readdirSync(to, { recursive: true, withFileTypes: true });
  for (const entry of copied) {
    if (entry.isFile()) syncPath(join(entry.parentPath, entry.name), 'r+');
  }
  // Windows opens no folders.
  if (process.platform === 'win32') return;
  const folders = copied.filter((entry) => entry.isDirectory());
  for (const { parentPath, name } of folders) syncPath(join(parentPath, name), 'r');
  syncPath(to, 'r');
}

function syncPath(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
