/** npm run bench: what docs/performance.md reports, measured again on this machine. `-- --full` takes the long runs. */
import { measureFirstPage } from './first-page.ts';
import { measureLedger } from './ledger.ts';
import { machine, printTable } from './report.ts';
import { measureSignUps } from './sign-ups.ts';
import { measureStart } from './start.ts';
import { enginesToMeasure } from './subject.ts';

const full = process.argv.includes('--full');

console.log(`# Measured ${machine()}\n`);
printTable('First page', [await measureFirstPage()]);
for (const engine of await enginesToMeasure()) {
  printTable(`Start and memory, ${engine.name}`, await measureStart(engine));
  printTable(`Sign-up, ${engine.name}`, await measureSignUps(engine, { full }));
  printTable(`Ledger, ${engine.name}`, await measureLedger(engine, { full }));
}
process.exit(0);
