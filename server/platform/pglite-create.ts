/** A program of its own: makes an empty database in the folder that it is given, and ends. */
import { PGlite } from '@electric-sql/pglite';
import { durableOptions } from './pglite.ts';

const [files] = process.argv.slice(2);
if (!files) throw new Error('Usage: pglite-create FOLDER');

const client = await PGlite.create(durableOptions(files));
await client.close();
process.disconnect?.();
