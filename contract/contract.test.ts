/** What the contract promises, whoever keeps it. */
import { describe, expect, test } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { errorReply, errorStatus } from './errors.ts';
import * as health from './health.ts';
import { givenPhone, nameLength, personName, telegramId } from './person.ts';
import * as sandbox from './sandbox.ts';
import * as session from './session.ts';
import * as signUp from './sign-up.ts';

const endpoints = [health, sandbox, session, signUp].flatMap((module) =>
  Object.values(module).filter(isEndpoint),
);

describe('Every endpoint', () => {
  test('has a method and a path of its own', () => {
    const places = endpoints.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(places.length).toBeGreaterThan(15);
    expect(new Set(places).size).toBe(places.length);
  });

  test.each(endpoints.map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s says what it is for, and names its parameters',
    (_place, { summary, path, params, reply, events }) => {
      expect(summary).toMatch(/^[A-Z].+\.$/);
      const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys(shapeOf(params)).toSorted()).toEqual(named.toSorted());
      expect(reply && events).toBeUndefined();
    },
  );

  test("of the source document keeps the document's path", () => {
    const places = endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(places).toEqual(
      expect.arrayContaining([
        'POST /auth/register/telegram',
        'POST /auth/telegram/check-status',
        'POST /telegram/contact',
        'GET /api/telegram/client/status',
      ]),
    );
  });
});

test('every code of an error has a status that says refused, and only the server fails with 5xx', () => {
  for (const [code, status] of Object.entries(errorStatus)) {
    expect(status >= 500).toBe(code.startsWith('server.'));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(errorReply.safeParse({ error: { code, message: 'Said.' } }).success).toBe(true);
  }
  expect(errorReply.safeParse({ error: { code: 'invented', message: '' } }).success).toBe(false);
});

describe('A name', () => {
  test.each([
    ['  Анна  ', 'Анна'],
    ['Ян', 'Ян'],
    ["O'Neil-Šmits", "O'Neil-Šmits"],
    ['я'.repeat(nameLength.max), 'я'.repeat(nameLength.max)],
    ['👩‍🔧👩‍🔧', '👩‍🔧👩‍🔧'],
  ])('%j is taken as %j', (given, name) => {
    expect(personName.parse(given)).toBe(name);
  });

  test.each([
    ['', 'too_short'],
    ['А', 'too_short'],
    ['      ', 'too_short'],
    ['я'.repeat(nameLength.max + 1), 'too_long'],
    ['Ан\nна', 'control_characters'],
    ['Ан\u0000на', 'control_characters'],
    ['Ан\u202eна', 'control_characters'],
    ['Ан\u200bна', 'control_characters'],
  ])('%j is refused as %s', (given, problem) => {
    expect(personName.safeParse(given).error?.issues).toMatchObject([{ message: problem }]);
  });
});

test.each(['+79991234567', '79991234567', '1234567', '+123456789012345'])(
  'the number %s is accepted as given',
  (given) => expect(givenPhone.parse(given)).toBe(given),
);

test.each([
  '+7 999 1234567',
  '8(999)1234567',
  '+7999123456x12',
  '123456',
  '+1234567890123456',
  '٩٩٩١٢٣٤٥',
])('the number %s is refused, and nothing is stripped from it', (given) =>
  expect(givenPhone.safeParse(given).success).toBe(false),
);

test('a Telegram id fits 52 bits', () => {
  expect(telegramId.safeParse(2 ** 52).success).toBe(true);
  for (const wrong of [0, -1, 1.5, 2 ** 53, '1', Number.NaN]) {
    expect(telegramId.safeParse(wrong).success).toBe(false);
  }
});

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}

function shapeOf(schema: unknown): object {
  const found = typeof schema === 'object' && schema !== null && 'shape' in schema && schema.shape;
  return typeof found === 'object' && found !== null ? found : {};
}
