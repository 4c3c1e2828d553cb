/** Hostile requests, made from the OpenAPI description of an endpoint. */
import fc from 'fast-check';
import { brokenBodies, nasty, nowhere, types } from './fuzz-words-test.ts';

export interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  propertyNames?: Schema;
  additionalProperties?: Schema | boolean;
}

export interface Operation {
  method: string;
  path: string;
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

export interface HostileRequest {
  url: string;
  payload?: string;
  headers: Record<string, string>;
}

/** Ids of things that exist, by the name of the field that takes them. */
export type Known = Record<string, string[]>;

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Requests to this operation: as it wants them, nearly so, and not at all. */
export function requestsTo(operation: Operation, known: Known): fc.Arbitrary<HostileRequest> {
  const { parameters = [], requestBody } = operation;
  const inPath = parameters.filter((one) => one.in === 'path');
  const inQuery = parameters.filter((one) => one.in === 'query');
  const schema = requestBody?.content['application/json']?.schema;
  return fc
    .record({
      path: recordOf(inPath, (one) => mostly(valid(one.schema, one.name, known), 6)),
      query: recordOf(inQuery, (one) =>
        fc.oneof(fc.constant(undefined), mostly(valid(one.schema, one.name, known), 1)),
      ),
      twice: fc.boolean(),
      body: schema ? bodies(schema, known) : fc.constantFrom(undefined, undefined, '{}', '[1]'),
      type: mostly(fc.constant('application/json'), 12, fc.constantFrom(...types)),
      key: fc.oneof(fc.constant(undefined), fc.constantFrom('key', '', ' ', 'k'.repeat(300), 'кл')),
    })
    .map(({ path, query, twice, body, type, key }) => ({
      url: urlOf(operation.path, path, query, twice),
      ...(body !== undefined && { payload: body }),
      headers: {
        accept: 'application/json',
        ...(body !== undefined && type !== '' && { 'content-type': String(type) }),
        ...(key !== undefined && { 'idempotency-key': Buffer.from(key).toString('latin1') }),
      },
    }));
}

function bodies(schema: Schema, known: Known): fc.Arbitrary<string> {
  const right = valid(schema, '', known);
  const text = (value: unknown) => JSON.stringify(value) ?? 'null';
  return fc.oneof(
    { weight: 2, arbitrary: right.map(text) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(right, hostile, fc.nat())
        .map(([value, put, at]) => text(spoilt(value, put, at))),
    },
    { weight: 1, arbitrary: hostile.map(text) },
    { weight: 1, arbitrary: fc.constantFrom(...brokenBodies) },
  );
}

/** The value with one of its parts replaced, or a part too many. */
function spoilt(value: unknown, put: unknown, at: number): unknown {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((one, i) => (i === at % value.length ? spoilt(one, put, at >> 2) : one));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return put;
  const names = Object.keys(value);
  const name = [...names, 'extra'][at % (names.length + 1)] ?? 'extra';
  const before: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return { ...value, [name]: spoilt(before, put, at >> 2) };
}

/** What the schema allows, as far as it says it. */
function valid(schema: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((one) => valid(one, name, known)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  switch (schema.type) {
    case 'string':
      return validText(schema, name, known);
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -1000),
        max: Math.min(schema.maximum ?? 1000, 100_000),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      if (schema.prefixItems) {
        return fc.tuple(...schema.prefixItems.map((one) => valid(one, name, known)));
      }
      return fc.array(valid(schema.items ?? {}, name.replace(/s$/, ''), known), {
        minLength: schema.minItems ?? 0,
        maxLength: 3,
      });
    case 'object':
      return validObject(schema, known);
    default:
      return hostile;
  }
}

function validText({ format }: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  const ids = known[name];
  if (ids) return fc.constantFrom(...ids, nowhere);
  if (format === 'uuid') return fc.constantFrom(nowhere, ...Object.values(known).flat());
  if (format === 'date') return fc.constantFrom('2026-01-31', '0001-01-01', '9999-12-31');
  return fc.constantFrom(
    ...['Anna', 'Привет, мир', 'a@otklik.example', '+79161234567', 'Europe/Moscow', '12', 'true'],
    ...['https://otklik.example/a', 'a long enough password, perhaps', 'bmFtZTtwaG9uZQpBbm5hOzc='],
  );
}

function validObject(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, valid(one, name, known)]),
  );
  return fc.record(fields, {
    requiredKeys: required.filter((name) => name in fields),
    noNullPrototype: true,
  });
}

function recordOf<T extends { name: string }>(
  all: T[],
  arbitraryOf: (one: T) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(all.map((one) => [one.name, arbitraryOf(one)])));
}

function mostly(
  right: fc.Arbitrary<unknown>,
  weight: number,
  wrong = hostile,
): fc.Arbitrary<unknown> {
  return fc.oneof({ weight, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

function urlOf(
  path: string,
  params: Record<string, unknown>,
  query: Record<string, unknown>,
  twice: boolean,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(params[name]) || '%20');
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => Array(twice ? 2 : 1).fill(`${name}=${encoded(value)}`));
  return pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled;
}

/** Halves of characters cannot be written in an address; the bytes that would mean one can. */
function encoded(value: unknown): string {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 2000);
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
}
