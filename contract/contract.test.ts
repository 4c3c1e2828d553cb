/** What the contract promises, whoever keeps it. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { errorReply, errorStatus } from './errors.ts';
import { isAction, may, permissions, scopes } from './permissions.ts';
import { givenPhone, nameLength, personName, telegramId } from './person.ts';
import { email, line, lines, timeZone } from './text.ts';

const folder = new URL('.', import.meta.url);
const endpoints = (await Promise.all(modules())).flatMap((module) =>
  Object.values(module).filter(isEndpoint),
);

function modules(): Promise<Record<string, unknown>>[] {
  return readdirSync(fileURLToPath(folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => import(new URL(name, folder).href));
}

describe('Every endpoint', () => {
  test('has a method and a path of its own', () => {
    const places = endpoints.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(places.length).toBeGreaterThan(100);
    expect(new Set(places).size).toBe(places.length);
  });

  test.each(endpoints.map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s says what it is for, and names its parameters',
    (_place, { method, summary, path, params, body, reply, events }) => {
      expect(summary).toMatch(/^[A-Z].+\.$/s);
      if (method === 'GET') expect(body).toBeUndefined();
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
        'POST /api/telegram/client/generate-link',
        'GET /api/telegram/client/status',
        'POST /api/telegram/client/disconnect',
        'POST /api/telegram/user/generate-link',
        'GET /api/telegram/user/status',
        'POST /api/telegram/user/disconnect',
      ]),
    );
  });
});

describe('Who may do what', () => {
  test('every endpoint under /api is an action of the table, and every action has an endpoint', () => {
    const ofApi = endpoints.filter(({ path }) => path.startsWith('/api/'));
    expect(ofApi.filter(({ access }) => !isAction(access)).map(({ path }) => path)).toEqual([]);
    const used = new Set<string>(endpoints.map(({ access }) => access));
    expect(Object.keys(permissions).filter((action) => !used.has(action))).toEqual([]);
  });

  test('what is sensitive is for staff alone: others have no password to give', () => {
    const sensitive = endpoints.filter((one) => one.sensitive);
    expect(sensitive.length).toBeGreaterThan(10);
    for (const { access } of sensitive) {
      if (!isAction(access)) throw new Error(`${access} is no action.`);
      expect(may({ kind: 'client' }, access)).toBe(false);
      expect(may({ kind: 'token', scopes }, access)).toBe(false);
    }
  });

  test('an admin may do whatever an agent may, and a name of Object is no action', () => {
    for (const { agent, admin } of Object.values(permissions)) expect(admin || !agent).toBe(true);
    for (const name of ['toString', '__proto__', 'constructor']) expect(isAction(name)).toBe(false);
  });
});

describe('What people write', () => {
  const subject = line({ min: 3, max: 20 });
  const message = lines({ min: 1, max: 20 });

  test.each([
    [subject, '  Дверь  ', 'Дверь'],
    [subject, '😀'.repeat(20), '😀'.repeat(20)],
    [message, 'a\r\nb\rc\t', 'a\nb\nc'],
    [message, '👩‍🔧', '👩‍🔧'],
    [email, ' Anna@Example.COM ', 'anna@example.com'],
    [timeZone, 'Europe/Moscow', 'Europe/Moscow'],
  ])('%# is taken as it is meant', (schema, given, taken) =>
    expect(schema.parse(given)).toBe(taken),
  );

  test.each([
    [subject, 'a\nb c', 'control_characters'],
    [subject, 'abc\u202e', 'control_characters'],
    [subject, 'abc\ud800', 'control_characters'],
    [subject, 'ab', 'too_short'],
    [subject, 'ab\u200b\u3164\u2800', 'too_short'],
    [subject, 'a'.repeat(21), 'too_long'],
    [message, ' \n ', 'required'],
    [message, '\u200b \u2060', 'required'],
    [message, 'a\u0000', 'control_characters'],
    [email, 'anna@', 'malformed'],
    [email, 'anna\u202e@example.com', 'control_characters'],
    [email, 'anna\u200b@example.com', 'control_characters'],
    [email, 'anna\u3164@example.com', 'control_characters'],
    [email, `${'a'.repeat(250)}@b.ru`, 'too_long'],
    [timeZone, 'Moscow', 'malformed'],
  ])('%# is refused', (schema, given, problem) => {
    expect(schema.safeParse(given).error?.issues).toMatchObject([{ message: problem }]);
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
