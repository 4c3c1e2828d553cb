/** News is one person's alone: every route and stream of it, tried by everybody else, with what was forged, replayed and swapped. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as deliveries from '../../contract/deliveries.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import * as notices from '../../contract/notices.ts';
import {
  type Caller,
  type CallInput,
  type Desk,
  type DeskClient,
  openDesk,
} from '../../testing/desk.ts';
import { declaredEndpoints, placeOf } from '../../testing/endpoints.ts';
import { until } from '../../testing/until.ts';
import { newAccessToken } from '../identity/access-token.ts';
import { openEvents } from '../identity/staff-test.ts';
import { enqueueNotices, type Person } from '../notifications/notifications.ts';
import { answers, opens } from '../tickets/tickets-test.ts';
import { laneOf } from './connections/connection.ts';
import {
  askForLink,
  confirm,
  connect,
  endpointsOf,
  Phone,
  statusOf,
  untilPending,
} from './connections/connections-test.ts';

let desk: Desk;
let phone: Phone;
beforeAll(async () => {
  desk = await openDesk();
  phone = new Phone(desk, { username: 'anna_smirnova' });
  await connect(desk, desk.anna, phone);
});
afterAll(() => desk?.close());

const declared = [...(await declaredEndpoints()).values()];
const under = (path: string) => declared.filter((one) => `${one.path}/`.startsWith(`${path}/`));
const ofTelegram = [...under('/api/telegram/client'), ...under('/api/telegram/user')].filter(
  ({ access }) => access.endsWith('.telegram'),
);
const ofNotices = under('/api/me/notifications');
const ofLedger = [...under('/api/deliveries'), ...under('/api/telegram/doctor')];
const ofMessages = declared.filter(({ access }) =>
  ['clients.message', 'custom_messages.manage'].includes(access),
);
const everything = [...ofTelegram, ...ofNotices, ...ofLedger, ...ofMessages];

/** What would be taken from whoever may. */
function inputFor({ path, body }: Endpoint): CallInput {
  const id = crypto.randomUUID();
  return {
    params: { deliveryId: id, messageId: id, clientId: id, parkedId: 1 },
    ...(body && {
      body: path.startsWith('/api/telegram')
        ? { accept: true }
        : path.startsWith('/api/me')
          ? { modes: { tickets: 'off' }, quietHours: null }
          : {},
    }),
  };
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Anna's own token with something changed, and signed by somebody else or nobody. */
function forgeries({ anna, dmitry, boris }: Desk): [string, string][] {
  const [head = '', body = '', signature = ''] = anna.bearer().split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const signed = (changed: object, key: string) => {
    const text = `${head}.${base64({ ...claims, ...changed })}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const swapped = dmitry.bearer().split('.');
  return [
    ['without a signature', `${base64({ alg: 'none', typ: 'JWT' })}.${body}.`],
    ['signed by a stranger', signed({}, 'guessed')],
    ['with the signature of another', `${head}.${body}.${swapped[2]}`],
    ['with the body of another', `${head}.${swapped[1]}.${signature}`],
    [
      'made for staff',
      `${head}.${base64({ ...claims, kind: 'staff', sub: boris.id })}.${signature}`,
    ],
    ['of a program that there is not', `otk_${'A'.repeat(43)}`],
    ['that is a connect link', `cn_${'A'.repeat(43)}`],
  ];
}

/** Tokens that are signed by us, but name what does not belong together. */
function mixtures(): [string, string][] {
  const { platform, anna, dmitry, boris } = desk;
  const token = (sessionId: string, kind: Person['kind'], id: string) =>
    newAccessToken(platform, { sessionId, holder: { kind, id } });
  return [
    ['of Dmitry’s session for Anna', token(dmitry.sessionId, 'client', anna.id)],
    ['of Anna’s session for Dmitry', token(anna.sessionId, 'client', dmitry.id)],
    ['of Anna’s session for staff', token(anna.sessionId, 'staff', boris.id)],
    ['of Boris’s session for Anna', token(boris.sessionId, 'client', anna.id)],
    ['of a session that never was', token(crypto.randomUUID(), 'client', anna.id)],
  ];
}

describe('To whom it is not:', () => {
  test('all of it is tried', () => {
    const lists = [ofTelegram, ofNotices, ofLedger, ofMessages];
    expect(lists.map(({ length }) => length)).toEqual([12, 2, 10, 8]);
  });

  test.each(everything.map((one) => [placeOf(one), one] as const))(
    '%s is refused without a token, and with any that is not one',
    async (_place, endpoint) => {
      const before = await statusOf(desk, desk.anna);
      const tokens = [undefined, ...[...forgeries(desk), ...mixtures()].map(([, token]) => token)];
      for (const token of tokens) {
        const caller: Caller | undefined =
          token === undefined ? undefined : { bearer: () => token };
        const { status } = await desk.call(caller, endpoint, inputFor(endpoint));
        expect(status).toBe(401);
      }
      expect(await statusOf(desk, desk.anna)).toEqual(before);
    },
  );

  test('programs reach nothing of it, whatever they may do', async () => {
    const program = await desk.program([
      ...(['tickets.read', 'tickets.write', 'clients.read', 'clients.write'] as const),
      ...(['invoices.read', 'invoices.write'] as const),
    ]);
    for (const endpoint of everything) {
      const { status } = await desk.call(program, endpoint, inputFor(endpoint));
      expect([placeOf(endpoint), status]).toEqual([placeOf(endpoint), 403]);
    }
  });

  test('clients do not reach what is for staff, nor staff what is for clients, nor agents the ledger', async () => {
    const { anna, boris, olga } = desk;
    const refused: [Caller, Endpoint[]][] = [
      [anna, ofTelegram.filter(({ access }) => access === 'staff_self.telegram')],
      [boris, ofTelegram.filter(({ access }) => access === 'my.telegram')],
      [olga, ofTelegram.filter(({ access }) => access === 'my.telegram')],
      [anna, [...ofLedger, ...ofMessages]],
      [boris, ofLedger],
    ];
    for (const [caller, endpoints] of refused) {
      expect(endpoints.length).toBeGreaterThan(4);
      for (const endpoint of endpoints) {
        const { status } = await desk.call(caller, endpoint, inputFor(endpoint));
        expect([placeOf(endpoint), status]).toEqual([placeOf(endpoint), 403]);
      }
    }
  });
});

describe('What another client does', () => {
  test('shows and changes nothing of Anna’s, on any of the routes', async () => {
    const { anna } = desk;
    const eve = await desk.addClient({ name: 'Eve' });
    const own = async () => [
      await statusOf(desk, anna),
      (await desk.call(anna, notices.readPreferences)).body,
    ];
    const before = await own();
    const ownRoutes = [...Object.values(endpointsOf(anna)), ...ofNotices];
    const shown: unknown[] = [];
    for (const endpoint of ownRoutes) {
      // Whose it is comes from the token alone.
      const asked = inputFor(endpoint);
      const query = { clientId: anna.id, personId: anna.id, id: anna.id };
      const headers = { 'x-client-id': anna.id };
      shown.push((await desk.call(eve, endpoint, { ...asked, query, headers })).body);
    }
    const told = JSON.stringify(shown);
    for (const one of [anna.id, anna.name, anna.phone, 'anna_smirnova', String(phone.telegramId)]) {
      expect(told).not.toContain(one);
    }
    expect(await own()).toEqual(before);
  });

  test('with the id of Anna’s link confirms nothing, and ends nothing', async () => {
    const anna = await desk.addClient({ name: 'Anna' });
    const eve = await desk.addClient({ name: 'Eve' });
    const own = new Phone(desk, { username: 'anna_too' });
    own.open(await askForLink(desk, anna));
    const pending = await untilPending(desk, anna, 'opened');
    // With a link of her own under way as well.
    await askForLink(desk, eve);
    for (const accept of [true, false]) {
      const { error } = await confirm(desk, eve, accept, pending?.id);
      expect(error?.code).toBe('telegram.link_ended');
    }
    await desk.call(eve, endpointsOf(eve).cancel);
    expect((await statusOf(desk, anna)).pending).toMatchObject({ id: pending?.id });
    expect((await confirm(desk, anna, true, pending?.id)).body).toMatchObject({ connected: true });
    expect(await statusOf(desk, eve)).toMatchObject({ connected: false });
  });

  test('with a link that was used already, taken from a screen or a history, is of no use', async () => {
    const anna = await desk.addClient({ name: 'Anna' });
    const [own, thief] = [new Phone(desk), new Phone(desk)];
    const link = await askForLink(desk, anna);
    own.open(link);
    await untilPending(desk, anna, 'opened');
    expect((await confirm(desk, anna)).body).toMatchObject({ connected: true });
    thief.open(link);
    await thief.hears(/^❌ This link has been used already/);
    await desk.call(anna, endpointsOf(anna).disconnect);
    thief.open(link);
    await until(desk.app, () => expect(thief.heard()).toHaveLength(2));
    expect(await statusOf(desk, anna)).toEqual({ connected: false, state: 'none' });
  });

  test('brings no news of Anna into their chat, nor theirs into hers', async () => {
    const eve = await desk.addClient({ name: 'Eve', language: 'en' });
    const hers = new Phone(desk);
    await connect(desk, eve, hers);
    await tells(desk.anna, 'The code of the gate is 4417.');
    await tells(eve, 'Your window is mended.');
    await phone.hears(/4417/);
    await hers.hears(/window is mended/);
    expect(JSON.stringify(hers.heard())).not.toContain('4417');
    expect(JSON.stringify(phone.heard())).not.toContain('window');
  });
});

describe('A notice that is on its way', () => {
  test('to a chat that is another’s by now is not sent there, whoever wrote it', async () => {
    const [anna, eve] = [await desk.addClient({ name: 'A' }), await desk.addClient({ name: 'E' })];
    const shared = new Phone(desk);
    await connect(desk, anna, shared);
    await desk.call(anna, endpointsOf(anna).disconnect);
    await connect(desk, eve, shared);
    const [id = ''] = await desk.platform.database.transaction((tx) =>
      enqueueNotices(tx, desk.platform, [
        {
          lane: laneOf(shared.telegramId),
          person: { kind: 'client', id: anna.id },
          ...{ kind: 'test.news', rank: 'news', text: { text: 'For the first alone.' } },
        },
      ]),
    );
    const params = { deliveryId: id };
    const skipped = () =>
      until(desk.app, async () => {
        const { body } = await desk.call(desk.olga, deliveries.readDelivery, { params });
        expect(body).toMatchObject({ state: 'skipped', why: { code: 'not_connected' } });
      });
    await skipped();
    // Nor when the operator has it sent once more.
    const again = await desk.call(desk.olga, deliveries.retryDelivery, { params, body: {} });
    expect(again.body).toEqual({ done: true });
    await skipped();
    expect(shared.heard()).not.toContain('For the first alone.');
  });
});

describe('The stream of changes', () => {
  test('tells another client nothing of Anna’s connection, tickets and choices', async () => {
    const { anna, dmitry } = desk;
    const mine = await openEvents(desk, anna);
    const foreign = await openEvents(desk, dmitry);
    await vi.waitFor(() => expect(mine.received()).toContain('"ready"'));
    await vi.waitFor(() => expect(foreign.received()).toContain('"ready"'));
    await askForLink(desk, anna);
    await desk.call(anna, endpointsOf(anna).cancel);
    const body = { modes: { invoices: 'silent' }, quietHours: null };
    await desk.call(anna, notices.savePreferences, { body });
    const ticket = await opens(desk, anna);
    await answers(desk, desk.boris, ticket, { text: 'At once.' });
    await vi.waitFor(() => {
      for (const topic of ['connection', 'me', ticket.id]) expect(mine.received()).toContain(topic);
    });
    // What comes later for Dmitry shows that nothing of before is still to come.
    await desk.call(dmitry, notices.savePreferences, { body });
    await vi.waitFor(() => expect(foreign.received()).toContain('"me"'));
    expect(foreign.received()).not.toMatch(/connection|ticket/);
    expect(foreign.received().match(/"me"/g)).toHaveLength(1);
    for (const { close } of [mine, foreign]) close();
  });

  test('is opened by no token that is forged or put together', async () => {
    const { port } = desk.http.server.address() as { port: number };
    for (const [, token] of [...forgeries(desk), ...mixtures()]) {
      const reply = await fetch(
        `http://127.0.0.1:${port}/api/events?topic=viewer:client:${desk.anna.id}`,
        {
          headers: { authorization: `Bearer ${token}` },
        },
      );
      expect(reply.status).toBe(401);
      await reply.body?.cancel();
    }
  });
});

async function tells(client: DeskClient, text: string): Promise<void> {
  await answers(desk, desk.boris, await opens(desk, client), { text });
}
