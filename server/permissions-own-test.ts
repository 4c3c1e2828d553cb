/** Something of everything that is somebody's own, for the test that tries it as others. */
import { randomUUID } from 'node:crypto';
import * as invoices from '../contract/invoices.ts';
import * as mineToPay from '../contract/my-invoices.ts';
import * as mine from '../contract/my-tickets.ts';
import { exportMyData } from '../contract/personal-data.ts';
import * as recurring from '../contract/recurring-invoices.ts';
import * as tickets from '../contract/tickets.ts';
import type { Desk } from '../testing/desk.ts';
import { kept } from './files/files-test.ts';
import { item } from './invoices/invoices-test.ts';
import { cannedAnswers } from './tickets/tickets.tables.ts';

export interface World {
  ticket: string;
  number: number;
  second: string;
  file: string;
  session: string;
  canned: string;
  /** The first words of the ticket. */
  entry: string;
  /** Issued by Boris to Anna, with a payment of his and words of hers. */
  invoice: string;
  invoiceNumber: number;
  payment: string;
  claim: string;
  recurring: string;
  archive: string;
  /** Today, UTC. */
  day: string;
}

/** Of Anna, and of Boris for the desk. */
export async function openWorld(desk: Desk): Promise<World> {
  const { anna, boris, olga, platform } = desk;
  const file = await kept(desk, anna, { bytes: 'The door in words' });
  const open = (fileIds: string[]) =>
    desk.call(anna, mine.openMyTicket, {
      body: { subject: 'The door', text: 'It squeaks.', fileIds },
    });
  const { id: ticket, number } = (await open([file.id])).body;
  const { id: second } = (await open([])).body;
  for (const ticketId of [ticket, second]) {
    const body = { assigneeId: boris.id };
    await desk.call(olga, tickets.updateTicket, { params: { ticketId }, body });
  }
  const said = await desk.call(boris, tickets.ticketEntries, { params: { ticketId: ticket } });
  const entry = said.body.items.find(({ kind }) => kind === 'message')?.id ?? '';
  const canned = randomUUID();
  await platform.database.handle
    .insert(cannedAnswers)
    .values({ id: canned, title: 'Hello', text: 'Hello!' });
  const { sessionId: session } = await desk.elsewhere(anna);
  const archive = (await desk.call(anna, exportMyData)).body.id;
  const day = platform.clock.now().toISOString().slice(0, 10);
  return {
    ...{ ticket, number, second, entry, file: file.id, session, canned, archive, day },
    ...(await openInvoices(desk, day)),
  };
}

async function openInvoices(desk: Desk, day: string) {
  const { anna, boris } = desk;
  const body = { clientId: anna.id, items: [item()] };
  const { id } = (await desk.call(boris, invoices.addInvoice, { body })).body;
  const params = { invoiceId: id };
  const issued = await desk.call(boris, invoices.issueInvoice, { params, body: { version: 1 } });
  const payment = await desk.call(boris, invoices.addPayment, {
    params,
    body: { amount: 1, paidOn: day, method: 'bank' },
  });
  const claim = await desk.call(anna, mineToPay.claimPayment, { params, body: { paidOn: day } });
  const monthly = await desk.call(boris, recurring.addRecurring, { body: monthlyOf(desk, day) });
  return {
    invoice: id,
    invoiceNumber: Number(issued.body.number),
    payment: payment.body.id,
    claim: claim.body.id,
    recurring: monthly.body.id,
  };
}

/** A recurring invoice as a page sends it. */
export function monthlyOf({ anna }: Pick<Desk, 'anna'>, day: string) {
  return {
    ...{ clientId: anna.id, items: [item()], note: '', dayOfMonth: 1 },
    ...{ startsOn: day, endsOn: null, issue: false, active: false },
  };
}
