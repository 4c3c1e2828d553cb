/** npm run bench: what docs/performance.md reports, measured again on this machine. */
import { parseArgs } from 'node:util';
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

const parts = ['page', 'start', 'sign-up', 'ledger', 'deliveries', 'desk', 'invoices', 'kill'];
const usage = `npm run bench -- [--only PART] [--full] [--rounds N]
  --only    one part alone: ${parts.join(', ')}
  --full    10,000 sign-ups and 3,000 notices
  --rounds  of --only kill, which takes 100: its minutes are spent only when asked for`;

const { full, only, rounds } = readOptions();
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
  if (only === 'kill') printTable(`Kills, ${engine.name}`, await measureKills(engine, { rounds }));
}
process.exit(0);

function readOptions(): { full: boolean; only: string | undefined; rounds: number } {
  const string = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      options: { only: string, rounds: string, full: boolean, help: boolean },
    });
    const { only, rounds = '100', full = false, help } = values;
    const known = only === undefined || parts.includes(only);
    if (!help && known && Number(rounds) > 0) return { full, only, rounds: Number(rounds) };
    console.log(usage);
    process.exit(help ? 0 : 1);
  } catch {
    console.log(usage);
    process.exit(1);
  }
}
