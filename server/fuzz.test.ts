/** Every endpoint of the OpenAPI description meets hostile requests: never a failure of ours, and a refusal stores nothing. */
import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addClient } from '../contract/clients.ts';
import { errorReply, errorStatus } from '../contract/errors.ts';
import { openMyTicket } from '../contract/my-tickets.ts';
import { scopes } from '../contract/permissions.ts';
import { type Caller, type Desk, openDesk } from '../testing/desk.ts';
import { fuzzRuns, fuzzSeed } from '../testing/fuzzing.ts';
import { kept } from './files/files-test.ts';
import { type HostileRequest, type Known, type Operation, requestsTo } from './fuzz-test.ts';
import { nasty } from './fuzz-words-test.ts';
import { begins } from './invoices/invoices-test.ts';
import { openWorld } from './permissions-own-test.ts';
import { rows } from './platform/database.ts';
import { cannedAnswers, tags } from './tickets/tickets.tables.ts';

/** What a refused request may leave: how often it was tried, and that somebody was refused. */
const passedOver = ['rate_limits', 'clock_shift'];
/** What changes by itself meanwhile, in rows that are there already. */
const restless =
  /^(notices|lanes|telegram_.*|bot_.*|poller.*|integration_tokens|sessions|sign_ups|data_exports)$/;

let desk: Desk;
let callers: Record<string, Caller | undefined>;
let known: Known;
let operations: Operation[];

beforeAll(async () => {
  desk = await openDesk();
  const { anna, boris, olga, vera, platform } = desk;
  await desk.confirm(olga);
  const token = await desk.program([...scopes]);
  callers = { nobody: undefined, anna, boris, olga, token };
  const body = { subject: 'The door', text: 'It squeaks.' };
  const ticket = (await desk.call(anna, openMyTicket, { body })).body;
  const file = await kept(desk, anna, { bytes: 'a' });
  const client = { name: 'Maria', phone: '+447400654321' };
  const added = (await desk.call(olga, addClient, { body: client })).body;
  const id = crypto.randomUUID();
  const { handle } = platform.database;
  await handle.insert(tags).values({ id, name: 'Door', key: 'door', colour: 'red' });
  await handle
    .insert(cannedAnswers)
    .values({ id, title: 'Hello', text: 'Hello, {{client.name}}!' });
  const world = await openWorld(desk);
  const draft = await begins(desk);
  known = {
    invoiceId: [draft.id, world.invoice, String(world.invoiceNumber)],
    paymentId: [world.payment],
    claimId: [world.claim],
    recurringId: [world.recurring],
    exportId: [world.archive],
    ticketId: [ticket.id, String(ticket.number)],
    intoId: [ticket.id],
    clientId: [anna.id, added.id],
    staffId: [vera.id],
    assigneeId: [boris.id],
    fileId: [file.id],
    tagId: [id],
    cannedId: [id],
    sessionId: [(await desk.elsewhere(anna)).sessionId],
    tokenId: [(await desk.program(['tickets.read'])).id],
  };
  operations = await described();
  await makeSnapshots();
});
afterAll(() => desk?.close());

async function described(): Promise<Operation[]> {
  const { paths } = (await desk.http.inject({ url: '/openapi.json' })).json();
  return Object.entries<Record<string, object>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      ...one,
      method: method.toUpperCase(),
      path,
    })),
  );
}

test('this test would notice: one more row or another word in one is a change', async () => {
  const { handle } = desk.platform.database;
  const before = await everythingStored();
  const id = crypto.randomUUID();
  await handle.insert(tags).values({ id, name: 'Gate', key: 'gate', colour: 'red' });
  const added = await everythingStored();
  expect(changedIn(before, added)).toEqual(['tags']);
  await handle.update(tags).set({ colour: 'blue' }).where(eq(tags.id, id));
  expect(changedIn(added, await everythingStored())).toEqual(['tags']);
});

test(`no request makes the server fail, and none that is refused leaves a trace (FUZZ_SEED=${fuzzSeed})`, async () => {
  // What the sandbox's phones do reaches the bot later, so they come last and are not compared.
  const sandbox = (one: Operation) => one.path.startsWith('/sandbox/');
  const product = operations.filter((one) => !sandbox(one));
  expect(product.length).toBeGreaterThan(85);
  const problems: string[] = [];
  const answers = new Map<number, number>();
  for (const operation of [...product, ...operations.filter(sandbox)]) {
    await desk.platform.database.handle.execute(sql`delete from rate_limits`);
    const reads = operation.method === 'GET';
    let before = sandbox(operation) ? undefined : await everythingStored();
    let taken = 0;
    for (const { request, who } of requests(operation, sandbox(operation) ? 4 : fuzzRuns)) {
      const answer = await send(operation, request, callers[who]);
      answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
      const problem = problemOf(answer);
      if (problem) problems.push(`${problem}: ${told(operation, request, who)}`);
      if (answer.status < 400) taken += 1;
      if (!before || reads) continue;
      const after = await everythingStored();
      const changed = changedIn(before, after);
      if (answer.status >= 400 && changed.length > 0) {
        problems.push(`${answer.status} left ${changed}: ${told(operation, request, who)}`);
      }
      before = after;
    }
    // Reading leaves nothing either, refused or not; but what has been read may be marked so.
    if (before && reads) {
      const changed = changedIn(before, await everythingStored());
      const mark = operation.path.includes('/data-exports/') ? 'audit_entries' : 'tickets';
      if (changed.some((table) => taken === 0 || table !== mark)) {
        problems.push(`${operation.path} left ${changed} when it was read`);
      }
    }
  }
  expect(problems).toEqual([]);
  // That everything was refused for the first reason at hand would prove little.
  for (const status of [200, 400, 401, 403, 404]) expect(answers.get(status)).toBeGreaterThan(20);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}, 300_000);

test('no address, method or header makes the server fail', async () => {
  const words = nasty.filter((one) => typeof one === 'string').map((one) => one.slice(0, 300));
  const problems: string[] = [];
  for (const word of words) {
    const safe = encodeURIComponent(word.toWellFormed());
    const header = Buffer.from(word.replace(/\p{Cc}/gu, '?')).toString('latin1');
    for (const url of [
      `/${safe}`,
      `/api/${safe}?${safe}=${safe}`,
      `/files/${safe}`,
      `/assets/${safe}`,
    ]) {
      const headers = {
        authorization: `Bearer ${header}`,
        cookie: `otklik_client=${header}; otklik_staff=${header}`,
        'accept-language': header,
        accept: 'application/json',
        'user-agent': header,
      };
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'] as const) {
        const { statusCode } = await desk.http.inject({ method, url, headers });
        if (statusCode >= 500) problems.push(`${statusCode}: ${method} ${url}`);
      }
    }
    for (const bearer of [header, `otk_${safe}`, `${safe}.${safe}.${safe}`]) {
      const headers = { authorization: `Bearer ${bearer}` };
      const { statusCode } = await desk.http.inject({ url: '/api/me', headers });
      if (statusCode !== 401) problems.push(`${statusCode}: Bearer ${bearer}`);
    }
  }
  expect(problems).toEqual([]);
});

/** Half of them as the admin, who gets furthest. */
function requests(operation: Operation, numRuns: number) {
  const request = requestsTo(operation, known);
  const who = fc.constantFrom('olga', 'olga', 'olga', 'boris', 'anna', 'token', 'nobody');
  return fc.sample(fc.record({ request, who }), { seed: fuzzSeed, numRuns });
}

function changedIn(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(after).filter((table) => after[table] !== before[table]);
}

async function send(operation: Operation, request: HostileRequest, caller: Caller | undefined) {
  const answer = await desk.http.inject({
    method: operation.method as 'GET',
    url: request.url,
    headers: { ...request.headers, ...(caller && { authorization: `Bearer ${caller.bearer()}` }) },
    ...(request.payload !== undefined && { payload: request.payload }),
  });
  return { status: answer.statusCode, body: answer.body };
}

function problemOf({ status, body }: { status: number; body: string }): string | undefined {
  if (status >= 500) return `${status}`;
  if (status < 400) return undefined;
  const parsed = errorReply.safeParse(parse(body));
  if (!parsed.success) return `${status} of another shape (${body.slice(0, 100)})`;
  const { code } = parsed.data.error;
  return errorStatus[code] === status ? undefined : `${status} with the code ${code}`;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The request, short enough to be read. */
function told(
  { method }: Operation,
  { url, payload, headers }: HostileRequest,
  who: string,
): string {
  const { accept: _, ...others } = headers;
  return `${who} ${method} ${url.slice(0, 200)} ${payload?.slice(0, 300)} ${JSON.stringify(others).slice(0, 100)}`;
}

/** How many rows each table has, and a sum over what they hold. */
async function everythingStored(): Promise<Record<string, string>> {
  const { handle } = desk.platform.database;
  const found = await rows<{ name: string; held: string }>(
    handle,
    sql`select name, held from everything_stored()`,
  );
  return Object.fromEntries(found.map(({ name, held }) => [name, held]));
}

/** Makes the function that `everythingStored` asks: the engine plans it once, not at every request. */
async function makeSnapshots(): Promise<void> {
  const { handle } = desk.platform.database;
  const tables = await rows<{ name: string }>(
    handle,
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const parts = tables
    .filter(({ name }) => !passedOver.includes(name))
    .map(({ name }) => {
      const held = restless.test(name) ? '0' : 'sum(hashtextextended(t::text, 0)::numeric)';
      const those = name === 'audit_entries' ? `where action <> 'staff.sign_in_refused'` : '';
      return `select '${name}', count(*)::text || ' ' || coalesce(${held}, 0)::text from "${name}" t ${those}`;
    });
  await handle.execute(
    sql.raw(`create function everything_stored() returns table (name text, held text) language plpgsql
      as $$ begin return query ${parts.join(' union all ')}; end $$`),
  );
}
