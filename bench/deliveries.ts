/** How the ledger's pages do with 1,000 and with 100,000 notices, and a message to 10,000 clients. */
import {
  previewCustomMessage,
  readCustomMessage,
  sendCustomMessage,
} from '../contract/custom-messages.ts';
import { deliveryCounts, listDeliveries } from '../contract/deliveries.ts';
import type { DeliveriesAnswer, DeliveriesQuestion } from './measured-deliveries.ts';
import { megabytes, percentiles, quantile, type Row, timed } from './report.ts';
import { type MeasuredEngine, type Subject, startSubject } from './subject.ts';

const sizes = [1_000, 100_000];
const clients = 10_000;

/** Rows for one engine: the same ledger grows from one size to the next, and then the message is sent. */
export async function measureDeliveries(engine: MeasuredEngine): Promise<Row[]> {
  const place = await engine.prepare();
  const subject = await startSubject(place.environment, { limits: true });
  try {
    const rows: Row[] = [];
    const listP95: number[] = [];
    let call = callAs(subject, '');
    for (const size of sizes) {
      const question: DeliveriesQuestion = { seedDeliveries: size, clients };
      const { token } = await subject.ask<DeliveriesAnswer>(question);
      call = callAs(subject, token);
      const tabs = ['all', 'delivered', 'problems', 'ended', 'waiting'];
      const list = await timed(300, (turn) =>
        call('GET', `${listDeliveries.path}?tab=${tabs[turn % tabs.length]}`),
      );
      listP95.push(quantile(list, 0.95));
      const search = encodeURIComponent('+790000012');
      rows.push(
        { what: `Deliveries, a page of 30, ${at(size)}`, measured: percentiles(list) },
        {
          what: `Deliveries of the people with a part of a number, ${at(size)}`,
          measured: percentiles(
            await timed(100, () => call('GET', `${listDeliveries.path}?search=${search}`)),
          ),
        },
        {
          what: `Counts above the list, ${at(size)}`,
          measured: percentiles(await timed(100, () => call('GET', deliveryCounts.path))),
        },
      );
    }
    const [small = Number.NaN, large = Number.NaN] = listP95;
    rows.push({
      what: 'Deliveries, a page, p95 at 100,000 notices against 1,000',
      measured: `${(large / small).toFixed(2)} times (${small.toFixed(1)} → ${large.toFixed(1)} ms)`,
    });
    return [...rows, ...(await toEverybody(subject, call))];
  } finally {
    await subject.stop();
    await place.remove();
  }
}

/** The ledger sends 25 a second meanwhile. */
async function toEverybody(subject: Subject, call: Call): Promise<Row[]> {
  const before = subject.memory();
  const preview = await once(() => call('POST', previewCustomMessage.path, { filter: {} }));
  let id = '';
  const sent = await once(async () => {
    const message = 'Здравствуйте, {{name}}! В воскресенье воды не будет с 10 до 14 часов.';
    const body = { message, filter: {}, fileIds: [] };
    ({ id } = (await call('POST', sendCustomMessage.path, body)) as { id: string });
  });
  const progress = await timed(100, () =>
    call('GET', readCustomMessage.path.replace(':messageId', id)),
  );
  const list = await timed(100, () => call('GET', listDeliveries.path));
  return [
    { what: 'Preview of a message to 10,000 clients', measured: milliseconds(preview) },
    { what: 'The message written for 10,000 clients, answered', measured: milliseconds(sent) },
    { what: 'Its progress while the ledger sends', measured: percentiles(progress) },
    { what: 'Deliveries, a page, while the ledger sends', measured: percentiles(list) },
    {
      what: 'Memory after it',
      measured: megabytes(subject.memory()),
      compared: `${megabytes(before)} before`,
    },
  ];
}

type Call = ReturnType<typeof callAs>;

function callAs({ origin }: Subject, token: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(origin + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status}: ${text}`);
    return JSON.parse(text);
  };
}

async function once(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

const milliseconds = (taken: number) => `${taken.toFixed(0)} ms`;

function at(size: number): string {
  return `at ${size.toLocaleString('en')} notices`;
}
