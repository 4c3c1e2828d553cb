/** The entry: makes imports quick, then runs the program. */
import { flushCompileCache } from 'node:module';
import './platform/quick-imports.ts';

await import('./program.ts');
// Kept for the next start now: a process that is killed writes nothing at its end.
flushCompileCache();
