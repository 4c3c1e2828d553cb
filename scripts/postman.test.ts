import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { declaredEndpoints } from '../testing/endpoints.ts';
import { openApi } from './open-api.ts';
import { type PostmanRequest, postmanCollection } from './postman-collection.ts';
import { root } from './steps.ts';

const collection = postmanCollection(await openApi());
const requests = collection.item.flatMap(({ item }) => item);
const placeOf = ({ request }: PostmanRequest) => `${request.method} /${request.url.path.join('/')}`;

test('the collection in docs/ is the one of this contract; if not: npm run postman', () => {
  const file = path.join(root, 'docs', 'otklik.postman_collection.json');
  // Compared as a whole: five thousand lines of difference would say no more.
  expect(readFileSync(file, 'utf8') === `${JSON.stringify(collection, null, 2)}\n`).toBe(true);
});

test('it has every endpoint of the contract once, with its parameters', async () => {
  const endpoints = await declaredEndpoints();
  expect(requests.map(placeOf).sort()).toEqual([...endpoints.keys()].sort());
  const { url } = requests.find((one) => placeOf(one) === 'GET /api/tickets')?.request ?? {};
  expect(url?.query.map(({ key }) => key)).toContain('assignee');
  const merge = requests.find((one) => placeOf(one) === 'POST /api/tickets/:ticketId/merge');
  expect(merge?.request.url.variable).toEqual([{ key: 'ticketId', value: '' }]);
});

test('the server takes the examples of bodies as they stand', async () => {
  const endpoints = await declaredEndpoints();
  const refused = requests.filter((one) => !takes(endpoints.get(placeOf(one)), one));
  expect(refused.map(placeOf)).toEqual([]);
});

function takes(endpoint: Endpoint | undefined, { request }: PostmanRequest): boolean {
  if (!endpoint?.body || request.body?.mode !== 'raw') return true;
  return endpoint.body.safeParse(JSON.parse(request.body.raw)).success;
}
