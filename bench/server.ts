/** The entry of the measured process: it starts as the product does. */
import { flushCompileCache } from 'node:module';
import '../server/platform/quick-imports.ts';

await import('./measured.ts');
flushCompileCache();
