/** npm run bench: what docs/performance.md reports, measured again on this machine. `-- --full` takes the long runs. `-- --only kill` kills a hundred times. */
import { measureDeliveries } from './deliveries.ts';
import { measureDesk } from './desk.ts';
import { measureFirstPage } from './first-page.ts';
import { measureInvoices } from './invoices.ts';
import { measureKills } from './kill.ts';
import { measureLedger } from './ledger.ts';
import { machine, printTable } from './report.ts';
import { measureSignUps } from './sign-ups.ts';
import { measureStart } from './start.ts';
import { enginesToMeasure } from './subject.ts';

const full = process.argv.includes('--full');
/** `-- --only desk`: one part alone. */
const only = optionOf('--only');
const wanted = (part: string) => only === undefined || only === part;

console.log(`# Measured ${machine()}\n`);
if (wanted('page')) printTable('First page', [await measureFirstPage()]);
for (const engine of await enginesToMeasure()) {
  if (wanted('start')) printTable(`Start and memory, ${engine.name}`, await measureStart(engine));
  if (wanted('sign-up')) {
    printTable(`Sign-up, ${engine.name}`, await measureSignUps(engine, { full }));
  }
  if (wanted('ledger')) printTable(`Ledger, ${engine.name}`, await measureLedger(engine, { full }));
  if (wanted('deliveries')) {
    printTable(`Deliveries, ${engine.name}`, await measureDeliveries(engine));
  }
  if (wanted('desk')) printTable(`Desk, ${engine.name}`, await measureDesk(engine));
  if (wanted('invoices')) {
    printTable(`Invoices, ${engine.name}`, await measureInvoices(engine));
  }
  // Minutes long, so only when asked for; `--rounds 20` takes fewer.
  if (only === 'kill') {
    const rounds = Number(optionOf('--rounds') ?? 100);
    printTable(`Kills, ${engine.name}`, await measureKills(engine, { rounds }));
  }
}
process.exit(0);

function optionOf(option: string): string | undefined {
  const place = process.argv.indexOf(option);
  return place < 0 ? undefined : process.argv[place + 1];
}
