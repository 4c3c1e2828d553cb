/** Whole sign-ups over HTTP, against an empty route of the same server and one-row commits of the same database. */
import { setTimeout as delay } from 'node:timers/promises';
import { Applicant, type Codes, listenForCodes } from './applicant.ts';
import { megabytes, percentiles, perSecond, type Row } from './report.ts';
import { type MeasuredEngine, type Subject, startSubject } from './subject.ts';

const atOnce = 16;

export async function measureSignUps(
  engine: MeasuredEngine,
  { full }: { full: boolean },
): Promise<Row[]> {
  const place = await engine.prepare();
  const subject = await startSubject(place.environment, { limits: false });
  const codes = listenForCodes(subject);
  await runMany(50, (number) => new Applicant(subject, codes, number).signUp());

  const toField = await contactToField(subject, codes, full ? 1000 : 200);
  const empty = await runMany(5_000, () => emptyRequest(subject));
  const commits = 3_000;
  const { milliseconds } = await subject.ask<{ milliseconds: number }>({ commits, at: atOnce });
  const before = subject.memory();
  const count = full ? 10_000 : 2_000;
  const took = await runMany(count, (number) =>
    new Applicant(subject, codes, 10_000 + number).signUp(),
  );
  await delay(5_000);
  const after = subject.memory();
  await subject.stop();
  await place.remove();

  const rate = perSecond(count, took);
  const emptyRate = perSecond(5_000, empty);
  const commitRate = perSecond(commits, milliseconds);
  return [
    {
      what: 'Contact shared → `code_sent` at the browser',
      measured: percentiles(toField),
      compared: 'to reach: p50 ≤ 100 ms, p99 ≤ 400 ms; polling every 3 s: 1,500 ms on average',
    },
    {
      what: `Whole sign-ups (two requests, two messages in, four out), ${atOnce} at once`,
      measured: `${rate.toFixed(0)} a second`,
      compared: `empty route: ${emptyRate.toFixed(0)} a second (${(emptyRate / rate).toFixed(1)} ×); one-row commits: ${commitRate.toFixed(0)} a second (${(commitRate / rate).toFixed(1)} ×)`,
    },
    {
      what: `Memory after ${count.toLocaleString('en')} sign-ups`,
      measured: megabytes(after),
      compared: `${megabytes(before)} before`,
    },
  ];
}

/** From the moment the contact is shared on the phone to the event in the browser's open stream, one at a time. */
async function contactToField(subject: Subject, codes: Codes, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let number = 0; number < count; number++) {
    samples.push(await new Applicant(subject, codes, 5_000_000 + number).contactToField());
  }
  return samples;
}

async function emptyRequest({ origin }: Subject): Promise<void> {
  await (await fetch(`${origin}/bench/empty`)).text();
}

/** Milliseconds that so many runs take, so many at once. */
async function runMany(count: number, run: (number: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const lane = async () => {
    while (next < count) await run(next++);
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return performance.now() - begun;
}
