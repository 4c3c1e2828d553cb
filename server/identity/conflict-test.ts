/** A desk of sign-ups where two people prove one number, with admins to decide about it. */
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { listConflicts, readClient, resolveConflict } from '../../contract/clients.ts';
import type { Endpoint, Reply } from '../../contract/endpoint.ts';
import { type DeskPerson, openSignUpDesk } from '../../testing/sign-up.ts';
import { newId } from '../platform/ids.ts';
import { newAccessToken } from './access-token.ts';
import { openSession } from './sessions.ts';
import { staff } from './staff.tables.ts';

interface Asked {
  as?: string;
  params?: Record<string, string>;
  query?: string;
  body?: object;
}

/** Opens it; `olga` and `oleg` are the tokens of two admins who have given their passwords. */
export async function openConflictDesk() {
  const desk = await openSignUpDesk();
  let numbers = 0;
  const olga = await admin('Olga');
  const oleg = await admin('Oleg');
  return {
    desk,
    olga,
    oleg,
    shared,
    number,
    signIn,
    admin,
    ask,
    decide,
    conflicts,
    conflictsOf,
    listed,
    read,
    statusOf,
    me,
  };

  /** Two people who have proved one number, one after the other. */
  async function shared() {
    const phone = number();
    const before = await signIn(desk.person({ phone }), {}, 'Anna Before');
    const now = await signIn(desk.person({ phone }), {}, 'Anna Now');
    const [conflict] = await conflictsOf(phone);
    if (!conflict) throw new Error('There is no conflict.');
    expect(conflict).toMatchObject({
      proved: { id: now.client.id },
      other: { id: before.client.id },
    });
    return { before, now, conflict };
  }

  function number(): string {
    numbers += 1;
    return `+7999888${String(1000 + numbers)}`;
  }

  async function signIn(person: DeskPerson, contact = {}, name = 'Anna') {
    // Codes and links are limited; that is not the matter here.
    await desk.platform.database.handle.execute(sql`delete from rate_limits`);
    const browser = desk.browser();
    const sessionId = await browser.register(name);
    await person.start(sessionId);
    await person.shares(contact);
    const answer = await browser.verify(sessionId, await person.code());
    expect(answer.statusCode).toBe(200);
    const { token, client } = answer.json();
    return { person, token: token as string, client: client as { id: string; phone: string } };
  }

  async function admin(name: string, { passwordGiven = true } = {}): Promise<string> {
    const { platform } = desk;
    const id = newId();
    await platform.database.handle.insert(staff).values({
      id,
      name,
      email: `${id}@otklik.example`,
      role: 'admin',
      sees: 'all',
      language: 'en',
    });
    const holder = { kind: 'staff' as const, id };
    const { sessionId } = await platform.database.transaction((tx) =>
      openSession(tx, { holder, browser: 'Firefox, Linux', passwordGiven }),
    );
    return newAccessToken(platform, { sessionId, holder });
  }

  async function ask<E extends Endpoint>(
    { method, path }: E,
    { as = olga, params = {}, query = '', body }: Asked = {},
  ): Promise<Reply<E>> {
    const url = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
    const answer = await desk.http.inject({
      method,
      url: `${url}${query}`,
      headers: { authorization: `Bearer ${as}` },
      ...(body && { payload: body }),
    });
    return answer.json();
  }

  function decide(conflictId: string, decision: string, as = olga) {
    return ask(resolveConflict, { as, params: { conflictId }, body: { decision } });
  }

  async function conflicts() {
    return (await ask(listConflicts, { query: '?limit=50' })).items;
  }

  async function conflictsOf(phone: string) {
    return (await conflicts()).filter((conflict) => conflict.phone === phone);
  }

  async function listed(): Promise<string[]> {
    return (await conflicts()).map(({ id }) => id);
  }

  function read(clientId: string) {
    return ask(readClient, { params: { clientId } });
  }

  async function statusOf(clientId: string): Promise<number> {
    const headers = { authorization: `Bearer ${olga}` };
    return (await desk.http.inject({ url: `/api/clients/${clientId}`, headers })).statusCode;
  }

  async function me(token: string) {
    const headers = { authorization: `Bearer ${token}` };
    return (await desk.http.inject({ url: '/api/me', headers })).json();
  }
}
