/** How long a start takes, and how much memory the idle server holds. */
import { setTimeout as delay } from 'node:timers/promises';
import { megabytes, type Row } from './report.ts';
import { type MeasuredEngine, startSubject } from './subject.ts';

const starts = 5;
const idleSeconds = 10;

export async function measureStart(engine: MeasuredEngine): Promise<Row[]> {
  const place = await engine.prepare();
  const first = await startSubject(place.environment, { limits: true });
  await first.stop();
  const times: number[] = [];
  let idle = 0;
  for (let start = 1; start <= starts; start++) {
    const subject = await startSubject(place.environment, { limits: true });
    times.push(subject.startedIn);
    if (start === starts) {
      await delay(idleSeconds * 1000);
      idle = subject.memory();
    }
    await subject.stop();
  }
  await place.remove();
  const median = times.toSorted((one, other) => one - other)[Math.floor(starts / 2)] ?? 0;
  const reach = engine.name === 'PGlite' ? '≤ 300 MB' : '≤ 150 MB';
  return [
    { what: 'First start, empty database', measured: `${Math.round(first.startedIn)} ms` },
    {
      what: `Start with an existing database, median of ${starts}`,
      measured: `${Math.round(median)} ms`,
      compared: 'to reach: ≤ 2,000 ms',
    },
    {
      what: `Memory, idle for ${idleSeconds} s`,
      measured: megabytes(idle),
      compared: `to reach: ${reach}`,
    },
  ];
}
