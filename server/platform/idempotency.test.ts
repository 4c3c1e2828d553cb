import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import { CodedError } from './errors.ts';
import { type Http, newHttp, route } from './http.ts';
import { deleteOldKeys, nameCaller } from './idempotency.ts';
import { idempotencyKeys } from './platform.tables.ts';

const body = z.object({ amount: z.number(), what: z.string().optional() });
const reply = z.object({ paid: z.number() });
const paying = { method: 'POST', access: 'self.write', summary: 'Pays.', body, reply } as const;
const params = z.object({ invoice: z.string() });
const pay = endpoint({ ...paying, path: '/api/invoices/:invoice/payments', params });
const payOut = endpoint({ ...paying, path: '/api/payments/out' });
const payInSecret = endpoint({ ...paying, path: '/api/payments/secret', repeatable: false });
const payWithPassword = endpoint({ ...paying, path: '/api/payments/sensitive', sensitive: true });

let platform: TestPlatform;
let http: Http;
/** How often something was paid, and what the next payment does. */
let paid = 0;
let next: () => Promise<void> | void = () => {};

beforeAll(async () => {
  platform = await testPlatform();
  http = await newHttp(platform);
  http.addHook('onRequest', async (request) => {
    const { caller } = request.headers;
    if (typeof caller === 'string') nameCaller(request, caller);
  });
  const handler = async () => {
    await next();
    paid += 1;
    return { paid };
  };
  for (const one of [payOut, payInSecret, payWithPassword]) route(http, one, handler);
  route(http, pay, handler);
  await http.ready();
});
afterAll(async () => {
  await http?.close();
  await platform?.close();
});

beforeEach(async () => {
  paid = 0;
  next = () => {};
  await platform.database.handle.delete(idempotencyKeys);
});

interface Asked {
  key?: string;
  caller?: string;
  url?: string;
  body?: object;
}

async function send({ key, caller = 'staff:olga', url, body: payload }: Asked) {
  const answer = await http.inject({
    method: 'POST',
    url: url ?? '/api/invoices/1/payments',
    headers: { ...(key !== undefined && { 'idempotency-key': key }), ...(caller && { caller }) },
    payload: payload ?? { amount: 100 },
  });
  const { error, paid: count } = answer.json();
  const { 'idempotency-replayed': replayed, 'retry-after': wait } = answer.headers;
  return {
    status: answer.statusCode,
    code: error?.code,
    fields: error?.fields,
    count,
    replayed,
    wait,
  };
}

test('a repetition does nothing and gets the same answer, and says that it is one', async () => {
  expect(await send({ key: 'k' })).toMatchObject({ status: 200, count: 1, replayed: undefined });
  expect(await send({ key: 'k' })).toMatchObject({ status: 200, count: 1, replayed: 'true' });
  expect(paid).toBe(1);
});

test('the same key is one of their own for another person, another endpoint and another time', async () => {
  await send({ key: 'k' });
  expect(await send({ key: 'k', caller: 'client:anna' })).toMatchObject({ count: 2 });
  expect(await send({ key: 'k', url: '/api/payments/out' })).toMatchObject({ count: 3 });
  await platform.advance(24 * 60 * 60 * 1000);
  expect(await send({ key: 'k' })).toMatchObject({ count: 4, replayed: undefined });
});

test.each<[string, Asked]>([
  ['another body', { body: { amount: 101 } }],
  ['one more field', { body: { amount: 100, what: 'tea' } }],
  ['another address', { url: '/api/invoices/2/payments' }],
  ['another query', { url: '/api/invoices/1/payments?twice=1' }],
])('the same key with %s is refused', async (_what, other) => {
  await send({ key: 'k' });
  expect(await send({ key: 'k', ...other })).toMatchObject({
    status: 409,
    code: 'request.idempotency_conflict',
  });
  expect(paid).toBe(1);
});

test('of twenty at once one is done; the others are told to wait, and then get its answer', async () => {
  let finish = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  next = () => held;
  const all = Array.from({ length: 20 }, () => send({ key: 'k' }));
  // Nineteen are refused while the first one runs; only then it goes on.
  await waitForRefusals(all, 19);
  finish();
  const answers = await Promise.all(all);
  expect(answers.filter(({ status }) => status === 200)).toMatchObject([{ count: 1 }]);
  expect(answers.find(({ status }) => status === 409)).toMatchObject({ wait: '1' });
  expect(await send({ key: 'k' })).toMatchObject({ count: 1, replayed: 'true' });
  expect(paid).toBe(1);
});

test('twenty at once that do not wait for each other are done once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => send({ key: 'k' })));
  expect(paid).toBe(1);
  const codes = new Set(answers.map(({ status, code }) => code ?? status));
  expect([...codes].filter((code) => code !== 200 && code !== 'request.in_doubt')).toEqual([]);
});

test('an expected refusal frees the key', async () => {
  next = () => {
    throw new CodedError('ticket.changed');
  };
  expect(await send({ key: 'k' })).toMatchObject({ status: 409, code: 'ticket.changed' });
  next = () => {};
  expect(await send({ key: 'k' })).toMatchObject({ status: 200, count: 1 });
});

test('after a failure nobody knows, so nothing is done twice until a day has gone', async () => {
  next = () => {
    throw new Error('The lights went out.');
  };
  expect(await send({ key: 'k' })).toMatchObject({ status: 500 });
  next = () => {};
  expect(await send({ key: 'k' })).toMatchObject({ status: 409, code: 'request.in_doubt' });
  await platform.advance(24 * 60 * 60 * 1000);
  expect(await send({ key: 'k' })).toMatchObject({ status: 200, count: 1 });
});

test.each([
  ['empty', ''],
  ['too long', 'k'.repeat(256)],
  ['with a space', 'a key'],
  ['with other letters', 'ключ'],
])('a key that is %s is refused', async (_what, key) => {
  expect(await send({ key })).toMatchObject({
    status: 400,
    fields: { 'idempotency-key': 'malformed' },
  });
  expect(paid).toBe(0);
});

test('a body that is refused leaves the key free', async () => {
  expect(await send({ key: 'k', body: { amount: 'much' } })).toMatchObject({ status: 400 });
  expect(await send({ key: 'k' })).toMatchObject({ status: 200 });
});

test.each<[string, Asked]>([
  ['what must not be kept', { url: '/api/payments/secret' }],
  ['what is sensitive', { url: '/api/payments/sensitive' }],
  ['those whom nobody knows', { caller: '' }],
])('the key changes nothing for %s', async (_what, asked) => {
  await send({ key: 'k', ...asked });
  expect(await send({ key: 'k', ...asked })).toMatchObject({ count: 2, replayed: undefined });
  expect(await platform.database.handle.$count(idempotencyKeys)).toBe(0);
});

test('nothing of a key or a body is stored as it was, and old keys are forgotten', async () => {
  const { handle } = platform.database;
  await send({ key: 'canary-key', body: { amount: 100, what: 'canary' } });
  expect(JSON.stringify(await handle.select().from(idempotencyKeys))).not.toContain('canary');
  await deleteOldKeys(handle);
  expect(await handle.$count(idempotencyKeys)).toBe(1);
  await platform.advance(24 * 60 * 60 * 1000);
  await deleteOldKeys(handle);
  expect(await handle.$count(idempotencyKeys)).toBe(0);
});

async function waitForRefusals(all: Promise<{ status: number }>[], count: number): Promise<void> {
  let refused = 0;
  await new Promise<void>((resolve) => {
    for (const one of all) {
      one.then(({ status }) => {
        if (status === 409) refused += 1;
        if (refused === count) resolve();
      });
    }
  });
}
