/** npm run bench: what docs/performance.md reports, measured again on this machine. `-- --full` takes the long runs. */
import { measureDesk } from './desk.ts';
import { measureFirstPage } from './first-page.ts';
import { measureInvoices } from './invoices.ts';
import { measureLedger } from './ledger.ts';
import { machine, printTable } from './report.ts';
import { measureSignUps } from './sign-ups.ts';
import { measureStart } from './start.ts';
import { enginesToMeasure } from './subject.ts';

const full = process.argv.includes('--full');
/** `-- --only desk`: one part alone. */
const only = process.argv[process.argv.indexOf('--only') + 1];
const wanted = (part: string) => !process.argv.includes('--only') || only === part;

console.log(`# Measured ${machine()}\n`);
if (wanted('page')) printTable('First page', [await measureFirstPage()]);
for (const engine of await enginesToMeasure()) {
  if (wanted('start')) printTable(`Start and memory, ${engine.name}`, await measureStart(engine));
  if (wanted('sign-up')) {
    printTable(`Sign-up, ${engine.name}`, await measureSignUps(engine, { full }));
  }
  if (wanted('ledger')) printTable(`Ledger, ${engine.name}`, await measureLedger(engine, { full }));
  if (wanted('desk')) printTable(`Desk, ${engine.name}`, await measureDesk(engine));
  if (wanted('invoices')) {
    printTable(`Invoices, ${engine.name}`, await measureInvoices(engine));
  }
}
process.exit(0);
