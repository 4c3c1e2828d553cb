/** Who reaches which invoices: agents who see but their own, clients, programs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '../../contract/invoices.ts';
import { updateTicket } from '../../contract/tickets.ts';
import { type Caller, type Desk, openDesk } from '../../testing/desk.ts';
import { done, opens } from '../tickets/tickets-test.ts';
import { begins, issues } from './invoices-test.ts';

let desk: Desk;
let world: Record<'hers' | 'nobodys' | 'his' | 'bare', string>;
beforeAll(async () => {
  desk = await openDesk();
  const { boris, vera, olga } = desk;
  const ofTicket = async (assigneeId: string | null) => {
    const ticket = await opens(desk);
    const params = { ticketId: ticket.id };
    if (assigneeId) await desk.call(olga, updateTicket, { params, body: { assigneeId } });
    return (await issues(desk, boris, { ticketId: ticket.id })).id;
  };
  world = {
    hers: await ofTicket(vera.id),
    nobodys: await ofTicket(null),
    his: await ofTicket(boris.id),
    bare: (await issues(desk, boris)).id,
  };
});
afterAll(() => desk?.close());

const seen = async (as: Caller) => {
  const { items } = done(await desk.call(as, contract.listInvoices, { query: { limit: 50 } }));
  return new Set(items.map(({ id }) => id));
};
const reads = async (as: Caller, id: string) =>
  (await desk.call(as, contract.readInvoice, { params: { invoiceId: id } })).status;

describe('An agent who sees her own', () => {
  test('sees what she has made, and what belongs to tickets that she sees', async () => {
    const { vera } = desk;
    const made = await begins(desk, vera);
    expect(await seen(vera)).toEqual(new Set([made.id, world.hers, world.nobodys]));
    expect(await reads(vera, world.hers)).toBe(200);
    for (const id of [world.his, world.bare]) expect(await reads(vera, id)).toBe(404);
  });

  test('counts and sums only those', async () => {
    const { vera } = desk;
    const counts = done(await desk.call(vera, contract.invoiceCounts, {}));
    expect(counts.unpaid).toBe(2);
    const { sums } = done(await desk.call(vera, contract.invoiceSums, {}));
    expect(sums).toMatchObject([{ count: 2, total: 200_000 }]);
  });

  test('neither changes nor takes back what she does not see', async () => {
    const { vera, boris } = desk;
    const draft = await begins(desk, boris);
    const params = { invoiceId: draft.id };
    const body = { version: 1, clientId: desk.anna.id, ticketId: null, items: [], dueOn: null };
    const answers = [
      await desk.call(vera, contract.updateInvoice, { params, body: { ...body, note: '' } }),
      await desk.call(vera, contract.removeInvoice, { params }),
      await desk.call(vera, contract.issueInvoice, { params, body: { version: 1 } }),
      await desk.call(vera, contract.voidInvoice, {
        params: { invoiceId: world.his },
        body: { reason: 'Так' },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(await reads(boris, draft.id)).toBe(200);
  });

  test('reads an invoice of hers without a ticket that she does not see', async () => {
    const { vera, olga, boris } = desk;
    const ticket = await opens(desk);
    const made = await begins(desk, vera, { ticketId: ticket.id });
    const params = { ticketId: ticket.id };
    await desk.call(olga, updateTicket, { params, body: { assigneeId: boris.id } });
    const asVera = await desk.call(vera, contract.readInvoice, { params: { invoiceId: made.id } });
    expect(asVera.body).not.toHaveProperty('ticket');
    const asBoris = await desk.call(boris, contract.readInvoice, {
      params: { invoiceId: made.id },
    });
    expect(asBoris.body.ticket).toMatchObject({ id: ticket.id });
  });
});

test('an admin, an agent who sees all, and a program see everything', async () => {
  const program = await desk.program(['invoices.read']);
  const all = await seen(desk.olga);
  for (const id of Object.values(world)) expect(all).toContain(id);
  expect(await seen(desk.boris)).toEqual(all);
  expect(await seen(program)).toEqual(all);
});

test('a program writes invoices where its scopes allow it, and is named in them', async () => {
  const program = await desk.program(['invoices.read', 'invoices.write']);
  const made = await issues(desk, program);
  expect(await reads(program, made.id)).toBe(200);
  const reader = await desk.program(['invoices.read']);
  const body = { clientId: desk.anna.id };
  expect((await desk.call(reader, contract.addInvoice, { body })).status).toBe(403);
});

test('a program reads what an invoice’s ticket is about only where it may read tickets', async () => {
  const { id } = await opens(desk);
  const invoice = await issues(desk, desk.boris, { ticketId: id });
  const input = { params: { invoiceId: invoice.id } };
  const reader = await desk.program(['invoices.read', 'tickets.read']);
  expect(done(await desk.call(reader, contract.readInvoice, input)).ticket).toMatchObject({ id });
  const book = await desk.program(['invoices.read']);
  expect(done(await desk.call(book, contract.readInvoice, input))).not.toHaveProperty('ticket');
});
