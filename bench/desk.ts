/** How the desk does with 1,000 and with 100,000 tickets: opening, answering, the queue, a ticket, the search. */
import { loadDesk } from './desk-load.ts';
import type { DeskAnswer, SeedAnswer } from './measured-desk.ts';
import { percentiles, perSecond, quantile, type Row } from './report.ts';
import { type MeasuredEngine, type Subject, startSubject } from './subject.ts';

const sizes = [1_000, 10_000, 100_000];

/** Rows for one engine: writing into a small desk, reading while it grows, and writing into a large one. */
export async function measureDesk(engine: MeasuredEngine): Promise<Row[]> {
  const small = await inFreshPlace(engine, async (subject, commits) => {
    const { desk } = await grow(subject, 1_000);
    return writing(engine, { subject, desk, commits, size: 1_000 });
  });
  const grown = await inFreshPlace(engine, async (subject, commits) => {
    const rows = await reading(subject);
    const { desk } = await grow(subject, 100_000);
    rows.push(...(await writing(engine, { subject, desk, commits, size: 100_000 })));
    return rows;
  });
  return [...small, ...grown];
}

async function inFreshPlace(
  engine: MeasuredEngine,
  measure: (subject: Subject, commits: number) => Promise<Row[]>,
): Promise<Row[]> {
  const place = await engine.prepare();
  const subject = await startSubject(place.environment, { limits: true });
  try {
    const floor = await subject.ask<{ milliseconds: number }>({ commits: 5_000, at: 16 });
    return await measure(subject, perSecond(5_000, floor.milliseconds));
  } finally {
    await subject.stop();
    await place.remove();
  }
}

async function grow(subject: Subject, size: number) {
  const seeded = await subject.ask<SeedAnswer>({ seedTickets: size });
  const access = await subject.ask<DeskAnswer>({ desk: true });
  return { seeded, desk: await loadDesk(subject, access) };
}

/** Nobody writes meanwhile, and nothing is being sent. */
async function reading(subject: Subject): Promise<Row[]> {
  const rows: Row[] = [];
  const queueP95 = new Map<number, number>();
  for (const size of sizes) {
    const { seeded, desk } = await grow(subject, size);
    if (seeded.added > 50_000) {
      rows.push({
        what: `Seeding ${seeded.added.toLocaleString('en')} tickets`,
        measured: `${(seeded.milliseconds / 1000).toFixed(0)} s`,
      });
    }
    const queue = await desk.queue(400);
    queueP95.set(size, quantile(queue, 0.95));
    rows.push({
      what: `Queue page of 30, ${at(size)}`,
      measured: percentiles(queue),
      ...(size === 10_000 && { compared: 'to reach: p50 ≤ 5 ms' }),
    });
    if (size === 10_000) continue;
    rows.push({
      what: `Ticket page (ticket and conversation), ${at(size)}`,
      measured: percentiles(await desk.ticket(300)),
    });
    for (const [name, query] of Object.entries(seeded.queries)) {
      const taken = await desk.search(query, 100);
      rows.push({
        what: `Search, ${name}, ${at(size)}`,
        measured: percentiles(taken),
        ...(size === 100_000 && { compared: 'to reach: p95 ≤ 100 ms' }),
      });
    }
    rows.push({
      what: `Largest reply, ${at(size)}`,
      measured: `${(desk.largest() / 1000).toFixed(1)} kB`,
      compared: 'to reach: ≤ 100 kB',
    });
  }
  const [small, large] = [queueP95.get(1_000), queueP95.get(100_000)];
  if (small && large) {
    rows.push({
      what: 'Queue page, p95 at 100,000 tickets against 1,000',
      measured: `${(large / small).toFixed(2)} times (${small.toFixed(1)} → ${large.toFixed(1)} ms)`,
      compared: 'to reach: ≤ 1.5 times',
    });
  }
  return rows;
}

/** As in real life the ledger sends 25 messages a second meanwhile, for there is more to tell than that. */
async function writing(
  engine: MeasuredEngine,
  { subject, desk, commits, size }: Written,
): Promise<Row[]> {
  const inside = await subject.ask<{ milliseconds: number }>({ open: 2_000, at: 16 });
  const rate = perSecond(2_000, inside.milliseconds);
  const overHttp = await desk.open(1_000);
  return [
    {
      what: `Tickets opened with their notices, 16 at once, ${at(size)}`,
      measured: `${rate.toFixed(0)} a second`,
      compared: `one-row commits: ${commits.toFixed(0)} a second (${(commits / rate).toFixed(1)} ×); to reach: ≥ ${engine.name === 'PGlite' ? 500 : '1,000'} a second`,
    },
    {
      what: `The same over HTTP by clients, ${at(size)}`,
      measured: `${overHttp.toFixed(0)} a second`,
      compared: `empty route: ${(await desk.empty()).toFixed(0)} a second`,
    },
    {
      what: `Answering while the ledger sends, ${at(size)}`,
      measured: percentiles(await desk.answer(200)),
    },
    {
      what: `Queue page while the ledger sends, ${at(size)}`,
      measured: percentiles(await desk.queue(400)),
    },
  ];
}

interface Written {
  subject: Subject;
  desk: Awaited<ReturnType<typeof loadDesk>>;
  /** One-row commits a second in the same run. */
  commits: number;
  size: number;
}

function at(size: number): string {
  return `at ${size.toLocaleString('en')} tickets`;
}
