/** How fast news goes out: on an idle lane, under Telegram's limits, and with the limits off. */

import type { EnqueueQuestion } from './measured.ts';
import { percentiles, perSecond, type Row } from './report.ts';
import { type MeasuredEngine, type Subject, startSubject } from './subject.ts';

const bucket = 25;

export async function measureLedger(
  engine: MeasuredEngine,
  { full }: { full: boolean },
): Promise<Row[]> {
  const free = await onFresh(engine, { limits: false }, async (subject) => ({
    idle: await idleLane(subject, full ? 1000 : 200),
    rate: await throughput(subject, { count: 5_000, chats: 500, from: 1_000_000 }),
    deep: await throughput(subject, { count: 5_000, chats: 20, from: 2_000_000, ofTickets: true }),
  }));
  const count = full ? 3_000 : 500;
  const limited = await onFresh(engine, { limits: true }, async (subject) => {
    const rate = await throughput(subject, { count, chats: 500, from: 0 });
    return { rate, refused: subject.sandbox.calls().filter(({ status }) => status === 429).length };
  });
  return [
    {
      what: 'Notice committed → Telegram called, idle lane',
      measured: percentiles(free.idle),
      compared: 'to reach: p50 ≤ 50 ms',
    },
    {
      what: 'Limits off: 5,000 notices to 500 chats',
      measured: `${free.rate.toFixed(0)} a second`,
      compared: `to reach: ≥ ${engine.name === 'PGlite' ? 500 : '1,000'} a second`,
    },
    {
      what: 'Limits off: 5,000 of different tickets to 20 chats, each one after the other',
      measured: `${free.deep.toFixed(0)} a second`,
      compared: `${((free.deep / free.rate) * 100).toFixed(0)} % of the row above`,
    },
    {
      what: `Under Telegram's limits: ${count.toLocaleString('en')} notices to 500 chats`,
      measured: `${limited.rate.toFixed(1)} a second, ${limited.refused} refused with 429`,
      compared: `${((limited.rate / bucket) * 100).toFixed(1)} % of the bucket of ${bucket} a second; to reach: ≥ 97 %, none refused`,
    },
  ];
}

async function onFresh<T>(
  engine: MeasuredEngine,
  options: { limits: boolean },
  measure: (subject: Subject) => Promise<T>,
): Promise<T> {
  const place = await engine.prepare();
  const subject = await startSubject(place.environment, options);
  try {
    return await measure(subject);
  } finally {
    await subject.stop();
    await place.remove();
  }
}

async function idleLane(subject: Subject, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let number = 0; number < count; number++) {
    const arrived = nextArrival(subject, 1);
    const { committedAt } = await subject.ask<{ committedAt: number }>({
      enqueue: { from: number, count: 1, chats: count },
    } satisfies EnqueueQuestion);
    samples.push((await arrived).last - committedAt);
  }
  return samples;
}

/** Messages a second between the first and the last that arrive. */
async function throughput(subject: Subject, enqueue: EnqueueQuestion['enqueue']): Promise<number> {
  const { count } = enqueue;
  const arrived = nextArrival(subject, count);
  await subject.ask({ enqueue } satisfies EnqueueQuestion);
  const { first, last } = await arrived;
  return perSecond(count - 1, last - first);
}

/** The wall-clock moments at which the sandbox took the first and the last of so many messages. */
function nextArrival(subject: Subject, count: number): Promise<{ first: number; last: number }> {
  return new Promise((resolve) => {
    let first = 0;
    let seen = 0;
    subject.onReceive(() => {
      const now = performance.timeOrigin + performance.now();
      if (seen === 0) first = now;
      seen += 1;
      if (seen === count) resolve({ first, last: now });
    });
  });
}
