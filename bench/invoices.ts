/** How invoices do with 1,000 and with 100,000 of them: issuing with the PDF, one invoice, the list. */
import type { DeskAnswer } from './measured-desk.ts';
import type { InvoicesAnswer } from './measured-invoices.ts';
import { megabytes, percentiles, perSecond, quantile, type Row, timed } from './report.ts';
import { type MeasuredEngine, type Subject, startSubject } from './subject.ts';

const sizes = [1_000, 100_000];

/** Rows for one engine: the same database grows from one size to the next. */
export async function measureInvoices(engine: MeasuredEngine): Promise<Row[]> {
  const place = await engine.prepare();
  const subject = await startSubject(place.environment, { limits: true });
  try {
    const rows: Row[] = [];
    const listP95: number[] = [];
    for (const size of sizes) {
      const seeded = await subject.ask<InvoicesAnswer>({ seedInvoices: size });
      const access = await subject.ask<DeskAnswer>({ desk: true });
      if (seeded.added > 50_000) {
        rows.push({
          what: `Seeding ${seeded.added.toLocaleString('en')} invoices`,
          measured: `${(seeded.milliseconds / 1000).toFixed(0)} s`,
        });
      }
      const load = loadInvoices(subject, { token: access.token, clientId: seeded.clientId });
      const list = await timed(300, load.list);
      listP95.push(quantile(list, 0.95));
      rows.push(
        { what: `List page of 30, ${at(size)}`, measured: percentiles(list) },
        {
          what: `List, words searched, ${at(size)}`,
          measured: percentiles(await timed(100, load.search)),
        },
        {
          what: `Sums of what is unpaid, ${at(size)}`,
          measured: percentiles(await timed(100, load.sums)),
        },
        { what: `Invoice page, ${at(size)}`, measured: percentiles(await timed(200, load.read)) },
        ...(await issuing(subject, load, size)),
      );
    }
    const [small = Number.NaN, large = Number.NaN] = listP95;
    rows.push({
      what: 'List page, p95 at 100,000 invoices against 1,000',
      measured: `${(large / small).toFixed(2)} times (${small.toFixed(1)} → ${large.toFixed(1)} ms)`,
      compared: 'to reach: ≤ 1.5 times',
    });
    return rows;
  } finally {
    await subject.stop();
    await place.remove();
  }
}

/** Below what one caller may draw in a minute; `other`: the pages that are read meanwhile wait for none of it. */
async function issuing(subject: Subject, load: Load, size: number): Promise<Row[]> {
  const before = subject.memory();
  const issued = await timed(30, load.issue);
  const withPdf = await timed(30, load.issueWithPdf, 2);
  const begun = performance.now();
  const drawn = Promise.all(Array.from({ length: 16 }, () => load.pdf(0)));
  const meanwhile = await timed(40, load.list, 0);
  await drawn;
  return [
    { what: `Issue, with its notice, ${at(size)}`, measured: percentiles(issued) },
    {
      what: `Issue with PDF (draft, issue, the first PDF read), ${at(size)}`,
      measured: percentiles(withPdf),
    },
    {
      what: `16 PDFs at once, ${at(size)}`,
      measured: `${perSecond(16, performance.now() - begun).toFixed(1)} a second`,
      compared: `list page meanwhile: ${percentiles(meanwhile)}`,
    },
    {
      what: `Memory with the thread that draws, ${at(size)}`,
      measured: megabytes(subject.memory()),
      compared: `before: ${megabytes(before)}`,
    },
  ];
}

type Load = ReturnType<typeof loadInvoices>;

function loadInvoices(
  { origin }: Subject,
  { token, clientId }: { token: string; clientId: string },
) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return { list, search, sums, read, issue, issueWithPdf, pdf };

  /** The views that people open, in turn. */
  async function list(turn: number): Promise<string[]> {
    const views = ['', '?state=unpaid', '?state=overdue', '?state=paid', '?state=draft'];
    const { items } = await get<{ items: { id: string }[] }>(`/api/invoices${views[turn % 5]}`);
    return items.map(({ id }) => id);
  }

  function search(): Promise<unknown> {
    return get(`/api/invoices?search=${encodeURIComponent('картридж')}`);
  }

  function sums(): Promise<unknown> {
    return get('/api/invoices/sums?state=unpaid');
  }

  function read(turn: number): Promise<unknown> {
    return get(`/api/invoices/${turn + 1}`);
  }

  async function issue(): Promise<string> {
    const items = Array.from({ length: 5 }, (_, index) => ({
      description: `Абонентское обслуживание рабочего места № ${index + 1}`,
      quantity: 1000,
      unit: 'мес.',
      unitPrice: 850_000,
      taxRate: 2200,
    }));
    const draft = { clientId, items };
    const { id, version } = await post<{ id: string; version: number }>('/api/invoices', draft);
    await post(`/api/invoices/${id}/issue`, { version });
    return id;
  }

  async function issueWithPdf(): Promise<void> {
    await drawn(await issue());
  }

  function pdf(turn: number): Promise<void> {
    return drawn(String(turn + 1));
  }

  async function drawn(ref: string): Promise<void> {
    const response = await fetch(`${origin}/api/invoices/${ref}/pdf`, { headers });
    const bytes = await response.bytes();
    if (!response.ok) throw new Error(`${response.status}: ${new TextDecoder().decode(bytes)}`);
  }

  async function get<T>(path: string): Promise<T> {
    return taken(await fetch(origin + path, { headers }));
  }

  async function post<T>(path: string, body: object): Promise<T> {
    return taken(
      await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
  }
}

async function taken<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

function at(size: number): string {
  return `at ${size.toLocaleString('en')} invoices`;
}
