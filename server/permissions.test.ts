/** Every endpoint, tried by everybody, compared with the one table of permissions; and what is somebody's own, tried by others. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { isAction, may, type Scope, type Standing, scopes } from '../contract/permissions.ts';
import { type Caller, type Desk, openDesk } from '../testing/desk.ts';
import { declaredEndpoints, placeOf, routesOf } from '../testing/endpoints.ts';

const endpoints = await declaredEndpoints();
const actions = [...endpoints.values()].filter(({ access }) => isAction(access));

/** Routes that no endpoint declares: the page, its files, and what machines read. */
const undeclared = [
  /^GET \/(\*|[\w-]+\.(html|svg|png|ico|webmanifest|txt))?$/,
  /^GET \/assets\/\S+$/,
  /^GET \/docs(\*|\/static\/\S+|\/json|\/yaml)?$/,
  /^GET \/openapi\.json$/,
  /^GET \/metrics$/,
  /^GET \/telegram\/doctor$/,
  /^POST \/telegram\/webhook$/,
  /^GET \/sandbox(\*|\/\S+)?$/,
];

let desk: Desk;
let callers: [string, Caller | undefined, Standing | undefined][];
beforeAll(async () => {
  desk = await openDesk();
  const { anna, dmitry, boris, vera, olga } = desk;
  const staff = (role: 'admin' | 'agent') => ({ kind: 'staff', role }) as const;
  const token = async (given: Scope[]) => desk.program(given);
  callers = [
    ['nobody', undefined, undefined],
    ['a client', anna, { kind: 'client' }],
    ['another client', dmitry, { kind: 'client' }],
    ['an agent', boris, staff('agent')],
    ['an agent who sees her own', vera, staff('agent')],
    ['an admin', olga, staff('admin')],
  ];
  for (const scope of scopes) {
    callers.push([
      `a token for ${scope}`,
      await token([scope]),
      { kind: 'token', scopes: [scope] },
    ]);
  }
  callers.push(['a token for everything', await token([...scopes]), { kind: 'token', scopes }]);
});
afterAll(() => desk?.close());

const nowhere = '00000000-0000-4000-8000-000000000000';

/** An answer of the endpoint to a request that names nothing that exists and holds nothing. */
function tryAs(caller: Caller | undefined, endpoint: Endpoint) {
  const params = Object.fromEntries(paramsOf(endpoint).map((name) => [name, nowhere]));
  const body = endpoint.body && {};
  // A stream that is allowed would not end: it answers those who take no stream with a refusal.
  return desk.call(caller, endpoint, { params, body, headers: { accept: 'application/json' } });
}

function paramsOf({ path }: Endpoint): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
}

describe('The routes of the app', () => {
  test('are the endpoints of the contract, and few others that are named here', () => {
    const routes = routesOf(desk.http);
    expect(routes.length).toBeGreaterThan(100);
    const others = routes.filter((route) => !endpoints.has(route));
    expect(others.filter((route) => !undeclared.some((known) => known.test(route)))).toEqual([]);
  });

  test('leave out no endpoint of the contract', () => {
    const routes = new Set(routesOf(desk.http));
    expect([...endpoints.keys()].filter((place) => !routes.has(place))).toEqual([]);
  });

  test('under /api are all actions of the table', () => {
    const doors = [...endpoints.values()].filter(({ path }) => path.startsWith('/api/'));
    expect(doors.filter(({ access }) => !isAction(access)).map(placeOf)).toEqual([]);
  });
});

describe('The table of permissions', () => {
  test.each(actions.map((one) => [placeOf(one), one] as const))(
    '%s is open to those whom it names, and to nobody else',
    async (_place, endpoint) => {
      const said: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const [who, caller, standing] of callers) {
        const { status, error } = await tryAs(caller, endpoint);
        said[who] = [401, 403].includes(status) ? `${status} ${error?.code}` : 'allowed';
        expected[who] = expectedOf(endpoint, standing);
      }
      expect(said).toEqual(expected);
    },
  );

  test('what is sensitive opens with the password, and only to those whom the table names', async () => {
    const sensitive = actions.filter((one) => one.sensitive);
    expect(sensitive.length).toBeGreaterThan(10);
    const [olga, boris] = [await desk.elsewhere(desk.olga), await desk.elsewhere(desk.boris)];
    await Promise.all([desk.confirm(olga), desk.confirm(boris)]);
    for (const endpoint of sensitive) {
      const admin = await tryAs(olga, endpoint);
      expect([placeOf(endpoint), admin.status]).not.toEqual([placeOf(endpoint), 403]);
      const agent = await tryAs(boris, endpoint);
      const open =
        isAction(endpoint.access) && may({ kind: 'staff', role: 'agent' }, endpoint.access);
      expect([placeOf(endpoint), agent.status !== 403]).toEqual([placeOf(endpoint), open]);
    }
  });
});

function expectedOf({ access, sensitive }: Endpoint, standing: Standing | undefined): string {
  if (!standing) return '401 session.required';
  if (!isAction(access) || !may(standing, access)) return '403 request.forbidden';
  return sensitive ? '403 session.password_needed' : 'allowed';
}

describe('A door that is not a person’s', () => {
  const closed: Partial<Record<Endpoint['access'], [number, string][]>> = {
    browser: [
      [404, 'sign_up.not_found'],
      [400, 'request.invalid'],
      [406, 'request.not_acceptable'],
    ],
    bot: [
      [401, 'bot.secret_required'],
      [400, 'request.invalid'],
    ],
    refresh: [[401, 'session.required']],
    sandbox: [[404, 'request.not_found']],
  };
  const doors = [...endpoints.values()].filter(({ access }) => !isAction(access));

  test.each(doors.map((one) => [placeOf(one), one] as const))(
    '%s asks nobody to sign in, and is shut to strangers where it is one’s own',
    async (_place, endpoint) => {
      const params = Object.fromEntries(paramsOf(endpoint).map((name) => [name, nowhere]));
      const body = endpoint.body && {};
      const headers = { 'x-forwarded-for': '203.0.113.7' };
      const { status, error } = await desk.call(undefined, endpoint, { params, body, headers });
      if (endpoint.access === 'anyone') expect([401, 403]).not.toContain(status);
      else expect(closed[endpoint.access]).toContainEqual([status, error?.code]);
    },
  );
});
