/** A program of its own: makes an empty database in the folder that it is given, and ends. */
import { renameSync, rmSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { durableOptions } from './pglite.ts';

const [files] = process.argv.slice(2);
if (!files) throw new Error('Usage: pglite-create FOLDER');

// Made beside its place and moved when whole: a creation that was cut off leaves nothing to trip over.
const unfinished = `${files}.new`;
rmSync(unfinished, { recursive: true, force: true });
const client = await PGlite.create(durableOptions(unfinished));
await client.close();
renameSync(unfinished, files);
process.disconnect?.();
