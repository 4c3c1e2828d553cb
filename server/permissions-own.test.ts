/** What is somebody's own: to everybody else it is exactly as if it did not exist. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import * as invoices from '../contract/invoices.ts';
import { withdrawClaim } from '../contract/my-invoices.ts';
import * as mine from '../contract/my-tickets.ts';
import { fillCannedAnswer } from '../contract/ticket-tools.ts';
import * as tickets from '../contract/tickets.ts';
import { type Caller, type CallInput, type Desk, openDesk } from '../testing/desk.ts';
import { declaredEndpoints, placeOf } from '../testing/endpoints.ts';
import { kept } from './files/files-test.ts';
import { issues } from './invoices/invoices-test.ts';
import { monthlyOf, openWorld, type World } from './permissions-own-test.ts';

const endpoints = [...(await declaredEndpoints()).values()];

/** Parameters that name what not everybody of a role may see. */
const owned = [
  ...['ticketId', 'entryId', 'fileId', 'sessionId', 'exportId'],
  ...['invoiceId', 'paymentId', 'claimId', 'recurringId'],
];
/** Parameters that name what everybody may see who may use the endpoint at all. */
const shared = [
  ...['clientId', 'conflictId', 'importId', 'staffId', 'tokenId', 'tagId', 'cannedId'],
  ...['deliveryId', 'parkedId'],
  // Secrets of their own, or things of the sandbox.
  ...['ticket', 'phoneId', 'messageId', 'queryId'],
];

/** A body that would be taken, for every endpoint about something owned that needs one. */
const bodies: Record<string, () => unknown> = {
  'POST /api/my/tickets/:ticketId/messages': () => ({ text: 'And the window.' }),
  'PUT /api/my/tickets/:ticketId/rating': () => ({ score: 5 }),
  'PATCH /api/tickets/:ticketId': () => ({ priority: 'high' }),
  'POST /api/tickets/:ticketId/messages': () => ({ kind: 'note', text: 'It squeaks indeed.' }),
  'POST /api/tickets/:ticketId/merge': () => ({ intoId: world.second }),
  'POST /api/tickets/:ticketId/presence': () => ({ state: 'reading' }),
  'PUT /api/tickets/:ticketId/draft': () => ({ kind: 'note', text: 'I will …' }),
  'PUT /api/invoices/:invoiceId': () => ({
    ...{ clientId: desk.anna.id, ticketId: null, items: [], dueOn: null, note: '', version: 1 },
  }),
  'POST /api/invoices/:invoiceId/issue': () => ({ version: 1 }),
  'POST /api/invoices/:invoiceId/void': () => ({ reason: 'A mistake.' }),
  'POST /api/invoices/:invoiceId/payments': () => ({ ...came(), method: 'bank' }),
  'POST /api/invoices/:invoiceId/claims/:claimId/confirm': () => came(),
  'POST /api/invoices/:invoiceId/claims/:claimId/reject': () => ({ reason: 'Not here.' }),
  'POST /api/my/invoices/:invoiceId/claims': () => ({ ...came(), comment: 'By phone.' }),
  'PUT /api/recurring-invoices/:recurringId': () => ({ ...monthlyOf(desk, world.day), version: 1 }),
};

let desk: Desk;
let world: World;

beforeAll(async () => {
  desk = await openDesk();
  world = await openWorld(desk);
});
afterAll(() => desk?.close());

/** A kopeck that came today. */
const came = () => ({ amount: 1, paidOn: world.day });

/** The answer with the same words, whatever it is about: the language is the same for all. */
async function refusal(caller: Caller, endpoint: Endpoint, input: CallInput) {
  const { status, body } = await desk.call(caller, endpoint, input);
  return { status, body };
}

const notFound = { status: 404, body: { error: { code: 'request.not_found' } } };

test('every parameter is known to name what is owned, or what is not', () => {
  const names = new Set(
    endpoints.flatMap(({ path }) => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)),
  );
  expect([...names].toSorted()).toEqual([...owned, ...shared].toSorted());
});

const aboutOwned = endpoints.filter(
  // What admins alone reach has tests of its own, with the password given.
  ({ path, access }) =>
    !['sandbox', 'clients.data'].includes(access) &&
    owned.some((name) => path.includes(`:${name}`)),
);

test('every endpoint about what is owned is tried with a body that would be taken', () => {
  const needing = aboutOwned.filter(({ body }) => body).map(placeOf);
  expect(Object.keys(bodies).toSorted()).toEqual(needing.toSorted());
});

// What is removed is removed last: its owner must find it until then.
const cases = aboutOwned
  .toSorted((one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'))
  .map((one) => [placeOf(one), one] as const);
const ofClients: Endpoint['access'][] = ['my.tickets', 'my.invoices', 'my.data', 'self.write'];

describe('To others it is as if it did not exist:', () => {
  test.each(cases)('%s', async (place, endpoint) => {
    const { anna, dmitry, boris, vera } = desk;
    const [owner, others] = ofClients.includes(endpoint.access)
      ? ([anna, [dmitry]] as const)
      : ([boris, endpoint.access.startsWith('files.') ? [dmitry, vera] : [vera]] as const);
    const body = bodies[place]?.();
    for (const other of others) {
      for (const name of namesOf(endpoint)) {
        const foreign = await refusal(other, endpoint, { params: name, body });
        const missing = await refusal(other, endpoint, { params: missingLike(name), body });
        expect(foreign).toEqual(missing);
        expect(foreign).toMatchObject(notFound);
      }
    }
    // The same request is for its owner another matter, so that no refusal comes for a wrong reason.
    for (const name of namesOf(endpoint).slice(0, 1)) {
      expect((await refusal(owner, endpoint, { params: name, body })).status).not.toBe(404);
    }
  });
});

/** Each name of the thing that the endpoint is about: tickets and invoices have two. */
function namesOf({ path }: Endpoint): Record<string, string>[] {
  if (path.includes(':fileId')) return [{ fileId: world.file }];
  if (path.includes(':sessionId')) return [{ sessionId: world.session }];
  if (path.includes(':exportId')) return [{ exportId: world.archive }];
  if (path.includes(':recurringId')) return [{ recurringId: world.recurring }];
  if (path.includes(':invoiceId')) {
    const part = {
      ...(path.includes(':claimId') && { claimId: world.claim }),
      ...(path.includes(':paymentId') && { paymentId: world.payment }),
    };
    return [world.invoice, String(world.invoiceNumber)].map((invoiceId) => ({
      invoiceId,
      ...part,
    }));
  }
  const part: Record<string, string> = path.includes(':entryId') ? { entryId: world.entry } : {};
  return [world.ticket, String(world.number)].map((ticketId) => ({ ticketId, ...part }));
}

function missingLike(name: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(name).map(([key, value]) => [
      key,
      /^\d+$/.test(value) ? '999999' : randomUUID(),
    ]),
  );
}

describe('What is owned is not reached from the side:', () => {
  /** Another ticket of Anna's that is Boris's: what is tried above has changed the first. */
  let hidden: { id: string; number: number };
  beforeAll(async () => {
    const { anna, boris, olga } = desk;
    const body = { subject: 'The gate', text: 'It rattles.' };
    hidden = (await desk.call(anna, mine.openMyTicket, { body })).body;
    const params = { ticketId: hidden.id };
    await desk.call(olga, tickets.updateTicket, { params, body: { assigneeId: boris.id } });
  });

  test('by merging into it, filling an answer for it, or changing many at once', async () => {
    const { vera, dmitry, olga } = desk;
    const own = await desk.call(dmitry, mine.openMyTicket, {
      body: { subject: 'The roof', text: 'Rain.' },
    });
    const params = { ticketId: own.body.id };
    const merged = (intoId: string) =>
      refusal(vera, tickets.mergeTicket, { params, body: { intoId } });
    expect(await merged(hidden.id)).toEqual(await merged(randomUUID()));
    const filled = (ticketId: string) =>
      refusal(vera, fillCannedAnswer, { params: { cannedId: world.canned }, query: { ticketId } });
    expect(await filled(hidden.id)).toEqual(await filled(randomUUID()));
    expect(await filled(hidden.id)).toMatchObject(notFound);
    const items = [
      { id: hidden.id, priority: 'low' },
      { id: randomUUID(), priority: 'low' },
    ];
    const bulk = await desk.call(vera, tickets.updateTickets, { body: { items } });
    expect(bulk.body).toEqual({ before: [], passedOver: 2 });
    const kept = await desk.call(olga, tickets.readTicket, { params: { ticketId: hidden.id } });
    expect(kept.body.priority).not.toBe('low');
  });

  test('by naming it in an invoice, or a payment and a claim at another invoice', async () => {
    const { anna, dmitry, vera, boris } = desk;
    const asked = (ticketId: string) =>
      refusal(vera, invoices.addInvoice, { body: { clientId: anna.id, ticketId } });
    expect(await asked(hidden.id)).toEqual(await asked(randomUUID()));
    const own = await issues(desk, vera);
    const theirs = await issues(desk, boris, { clientId: dmitry.id });
    const at = ({ id: invoiceId }: { id: string }) => ({ invoiceId, ...part() });
    const part = () => ({ claimId: world.claim, paymentId: world.payment });
    const missing = { claimId: randomUUID(), paymentId: randomUUID() };
    for (const endpoint of [invoices.confirmClaim, invoices.rejectClaim, invoices.removePayment]) {
      const body = bodies[placeOf(endpoint)]?.();
      const foreign = await refusal(vera, endpoint, { params: at(own), body });
      const params = { ...at(own), ...missing };
      expect(foreign).toEqual(await refusal(vera, endpoint, { params, body }));
      expect(foreign.status).toBe(404);
    }
    const withdrawn = await refusal(dmitry, withdrawClaim, { params: at(theirs) });
    expect(withdrawn).toMatchObject(notFound);
  });

  test('by sending somebody else’s file along', async () => {
    const { anna, dmitry } = desk;
    const { id } = await kept(desk, anna, { bytes: 'Not sent yet' });
    const send = (fileId: string) =>
      refusal(dmitry, mine.openMyTicket, {
        body: { subject: 'The roof', text: 'Rain.', fileIds: [fileId] },
      });
    for (const foreign of [id, world.file]) {
      expect(await send(foreign)).toEqual(await send(randomUUID()));
      expect(await send(foreign)).toMatchObject({
        status: 404,
        body: { error: { code: 'file.not_found' } },
      });
    }
  });

  test('by lists, counts and searches', async () => {
    const { vera, boris, dmitry } = desk;
    const list = (await desk.call(vera, tickets.queue, { query: { status: 'all' } })).body;
    expect(list.items.map(({ id }) => id)).not.toContain(hidden.id);
    expect(
      (await desk.call(dmitry, mine.myTickets, {})).body.items.map(({ id }) => id),
    ).not.toContain(hidden.id);
    const search = async (caller: Caller, q: string) =>
      (await desk.call(caller, tickets.searchTickets, { query: { q } })).body.items.map(
        ({ ticket }) => ticket.id,
      );
    for (const q of ['rattles', String(hidden.number)]) {
      expect(await search(boris, q)).toContain(hidden.id);
      expect(await search(vera, q)).not.toContain(hidden.id);
    }
  });
});
