/** The whole program is killed while it issues, and comes back: no number is lost, given twice, or other than was answered. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addClient } from '../../contract/clients.ts';
import type { Endpoint, Reply } from '../../contract/endpoint.ts';
import { addInvoice, issueInvoice, listInvoices, readInvoice } from '../../contract/invoices.ts';
import { staffSignIn } from '../../contract/staff-session.ts';
import { createPostgresDatabase, testPostgres } from '../../testing/database.ts';
import { type Product, startProduct } from '../../testing/product.ts';
import { staffCast } from '../cast/people.ts';
import { item } from './invoices-test.ts';

const drafts = 40;
/** It dies when so many have been answered: others are under way at that moment. */
const answeredAtDeath = 5;

let database: Awaited<ReturnType<typeof createPostgresDatabase>> | undefined;
let product: Product;
let bearer: string | undefined;
beforeAll(async () => {
  database = testPostgres ? await createPostgresDatabase() : undefined;
  product = await startProduct({
    // Without the month of the demonstration it starts sooner.
    script: 'testing/movable-product.ts',
    environment: {
      ...(database && { DATABASE_URL: database.url, JWT_SECRET: 'a secret that is long enough' }),
    },
  });
}, 120_000);
afterAll(async () => {
  await product?.remove();
  await database?.drop();
});

/** The reply; nothing where the answer never came. */
async function ask<E extends Endpoint>(
  { method, path }: E,
  { at = '', body }: { at?: string; body?: unknown } = {},
): Promise<Reply<E> | undefined> {
  try {
    const answer = await fetch(product.origin + path.replace(':invoiceId', at), {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const reply = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`);
    return reply;
  } catch (error) {
    // What fetch throws when the connection breaks.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

test(`of ${drafts} that are issued while the process dies, each has its own number, and there is no gap`, async () => {
  const { email, password } = staffCast[1];
  bearer = (await ask(staffSignIn, { body: { email, password } }))?.token;
  // Invoices of one client wait for each other before they come to the numbers.
  const clients = await Promise.all(
    Array.from({ length: 10 }, (_, place) =>
      ask(addClient, { body: { name: 'Анна', phone: `+7916111990${place}` } }),
    ),
  );
  const made = await Promise.all(
    Array.from({ length: drafts }, (_, place) =>
      ask(addInvoice, { body: { clientId: clients[place % 10]?.id, items: [item()] } }),
    ),
  );
  const waiting = new Map(made.map((draft) => [draft?.id ?? '', draft?.version ?? 0]));
  const answered = new Map<string, string>();

  async function issueAll(enough: number): Promise<void> {
    let death: Promise<void> | undefined;
    const issue = async (at: string, version: number) => {
      const said = await ask(issueInvoice, { at, body: { version } });
      if (!said) return;
      answered.set(at, said.number);
      if (answered.size >= enough && !death) death = product.kill();
    };
    await Promise.all([...waiting].map(([id, version]) => issue(id, version)));
    await death;
  }

  await issueAll(answeredAtDeath);
  await product.startAgain();
  for (const id of [...waiting.keys()]) {
    const invoice = await ask(readInvoice, { at: id });
    // Without an answer it may be issued all the same; with one it is, by that number.
    const number = answered.get(id);
    if (number !== undefined) expect(invoice).toMatchObject({ status: 'issued', number });
    if (invoice?.status === 'issued') waiting.delete(id);
  }
  expect(waiting.size).toBeGreaterThan(0);
  await issueAll(Number.POSITIVE_INFINITY);

  const numbers: number[] = [];
  for (let after = ''; ; ) {
    const path = `${listInvoices.path}?limit=50${after && `&after=${after}`}`;
    const page: Reply<typeof listInvoices> | undefined = await ask({ ...listInvoices, path });
    numbers.push(...(page?.items ?? []).map(({ number }) => Number(number)));
    if (!page?.next) break;
    after = page.next;
  }
  expect(numbers).toEqual(Array.from({ length: drafts }, (_, place) => drafts - place));
}, 120_000);
