/** kill -9 at random moments while 20 staff and 200 clients make news: what is lost, what comes twice, what nobody knows. */
import { killRounds } from '../testing/kill/kill-rounds.ts';
import type { Row } from './report.ts';
import type { MeasuredEngine } from './subject.ts';

export async function measureKills(
  engine: MeasuredEngine,
  { rounds }: { rounds: number },
): Promise<Row[]> {
  const place = await engine.prepare();
  const instances = place.environment.DATABASE_URL ? 2 : 1;
  try {
    const report = await killRounds({
      ...{ rounds, instances, databaseUrl: place.environment.DATABASE_URL },
      tell: (line) => process.stderr.write(`${engine.name}: ${line}\n`),
    });
    for (const line of report.wrong) console.log(`- ${line}`);
    return [
      {
        what: `kill -9, ${rounds} times, ${instances === 2 ? 'either of two instances' : 'one process'}`,
        measured: `${report.wrong.length} lost, hidden or out of order`,
        compared: 'to reach: 0',
      },
      {
        what: 'Said over HTTP and from phones, and acknowledged',
        measured: `${number(report.sayings)}, each in its ticket once; ${report.asked} of them once the person has chosen it`,
      },
      {
        what: 'Notices delivered',
        measured: `${number(report.delivered)} of ${number(report.notices)}, ${number(report.folded)} of them inside others`,
      },
      {
        what: 'Marked “perhaps twice”',
        measured: `${report.perhapsTwice}, of which ${report.seenTwice} did come twice`,
        compared: 'to reach: no double that is not marked',
      },
      { what: 'Ended as uncertain, with the reason', measured: String(report.uncertain) },
      { what: 'Took', measured: `${report.seconds} s` },
    ];
  } finally {
    await place.remove();
  }
}

function number(count: number): string {
  return count.toLocaleString('en');
}
