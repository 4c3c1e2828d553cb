/** The desk for tests: the whole app with its cast signed in. Anna, Dmitry and Maria are clients; Olga, Boris and Vera are staff. */
import { eq } from 'drizzle-orm';
import type { LightMyRequestResponse } from 'fastify';
import type { Endpoint, Reply } from '../contract/endpoint.ts';
import type { ErrorReply } from '../contract/errors.ts';
import type { Role, Scope } from '../contract/permissions.ts';
import type { Language } from '../contract/person.ts';
import { type Holder, newAccessToken } from '../server/identity/access-token.ts';
import { clients, sessions } from '../server/identity/identity.tables.ts';
import { openSession } from '../server/identity/sessions.ts';
import { integrationTokens, staff } from '../server/identity/staff.tables.ts';
import { databaseNow } from '../server/platform/clock.ts';
import type { Http } from '../server/platform/http.ts';
import { newId, newSecret } from '../server/platform/ids.ts';
import { hashSecret } from '../server/platform/secrets.ts';
import { startTestApp, type TestApp } from './app.ts';
import type { TestPlatform } from './platform.ts';

/** Whoever makes a request; a fresh token is made for each, however far the clock has been moved. */
export interface Caller {
  bearer(): string;
}

interface Person extends Caller {
  id: string;
  name: string;
  /** The session in which `desk.call` speaks for them. */
  sessionId: string;
}

export interface DeskStaff extends Person {
  kind: 'staff';
  email: string;
  role: Role;
  sees: 'all' | 'own';
}

export interface DeskClient extends Person {
  kind: 'client';
  /** E.164, the same as that of the sandbox's phone. */
  phone: string;
}

export interface DeskProgram extends Caller {
  kind: 'token';
  id: string;
  name: string;
  token: string;
}

interface Cast {
  /** The administrator. */
  olga: DeskStaff;
  /** An agent who sees all. */
  boris: DeskStaff;
  /** An agent who sees her own and nobody's. */
  vera: DeskStaff;
  anna: DeskClient;
  dmitry: DeskClient;
  /** Speaks English. */
  maria: DeskClient;
}

export interface CallInput {
  params?: Record<string, string | number>;
  /** A list is sent as the same name several times; what is undefined is not sent. */
  query?: Record<string, unknown>;
  /** Sent as JSON, but a string or a Buffer as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  cookies?: Record<string, string>;
  /** Where the request seems to come from. */
  address?: string;
}

export interface Answer<E extends Endpoint> {
  status: number;
  /** The reply, where there is no error. */
  body: Reply<E>;
  error: ErrorReply['error'] | undefined;
  headers: LightMyRequestResponse['headers'];
  cookies: LightMyRequestResponse['cookies'];
}

export interface Desk extends Cast {
  app: TestApp;
  http: Http;
  platform: TestPlatform;
  /** The cast by name. */
  as: Cast;
  /** Calls an endpoint; nobody is signed in when `as` is undefined. */
  call<E extends Endpoint>(
    as: Caller | undefined,
    endpoint: E,
    input?: CallInput,
  ): Promise<Answer<E>>;
  /** Opens the sensitive changes to a member of staff, as giving the password again does. */
  confirm(member: DeskStaff): Promise<void>;
  /** The same person in another browser. */
  elsewhere<P extends DeskStaff | DeskClient>(person: P): Promise<P>;
  /** A program of the company's with these scopes, made by Olga. */
  program(scopes: Scope[], name?: string): Promise<DeskProgram>;
  /** One more member of staff, signed in. */
  addStaff(given: Partial<NewStaff>): Promise<DeskStaff>;
  /** One more confirmed client, signed in. */
  addClient(given: Partial<NewClient>): Promise<DeskClient>;
  advance(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

interface NewStaff {
  name: string;
  email: string;
  role: Role;
  sees: 'all' | 'own';
  language: Language;
}

interface NewClient {
  name: string;
  phone: string;
  language: Language;
}

/** Opens the real app on a test database. Nobody has a password yet. */
export async function openDesk(environment: Record<string, string> = {}): Promise<Desk> {
  const app = await startTestApp({ environment });
  const { platform, http } = app;
  let people = 0;
  const cast: Cast = {
    olga: await addStaff({ name: 'Olga Vetrova', email: 'olga@otklik.example', role: 'admin' }),
    boris: await addStaff({ name: 'Boris Sokolov', email: 'boris@otklik.example' }),
    vera: await addStaff({ name: 'Vera Lind', email: 'vera@otklik.example', sees: 'own' }),
    anna: await addClient({ name: 'Anna Smirnova', phone: '+79161234567' }),
    dmitry: await addClient({ name: 'Dmitry Konstantinopolsky', phone: '+79037654321' }),
    maria: await addClient({ name: 'Maria', phone: '+447400123456', language: 'en' }),
  };
  return {
    ...cast,
    as: cast,
    app,
    http,
    platform,
    call,
    confirm,
    elsewhere,
    program,
    addStaff,
    addClient,
    advance: platform.advance,
    close: app.close,
  };

  async function call<E extends Endpoint>(
    as: Caller | undefined,
    endpoint: E,
    { params, query, body, headers, cookies = {}, address = '127.0.0.1' }: CallInput = {},
  ): Promise<Answer<E>> {
    const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
    const answer = await http.inject({
      method: endpoint.method,
      url: urlOf(endpoint.path, { params, query }),
      remoteAddress: address,
      headers: {
        'accept-language': 'en',
        ...(as && { authorization: `Bearer ${as.bearer()}` }),
        ...(!raw && { 'content-type': 'application/json' }),
        ...headers,
      },
      cookies,
      ...(body !== undefined && { payload: raw ? (body as string) : JSON.stringify(body) }),
    });
    const json = /json/.test(String(answer.headers['content-type'])) ? answer.json() : undefined;
    return {
      status: answer.statusCode,
      body: json as Reply<E>,
      error: (json as Partial<ErrorReply> | undefined)?.error,
      headers: answer.headers,
      cookies: answer.cookies,
    };
  }

  async function confirm({ sessionId }: DeskStaff): Promise<void> {
    await platform.database.handle
      .update(sessions)
      .set({ passwordGivenAt: databaseNow })
      .where(eq(sessions.id, sessionId));
  }

  async function elsewhere<P extends DeskStaff | DeskClient>(person: P): Promise<P> {
    return { ...person, ...(await signedIn({ kind: person.kind, id: person.id })) };
  }

  async function program(scopes: Scope[], name = 'Accounting'): Promise<DeskProgram> {
    const id = newId();
    const token = `otk_${newSecret()}`;
    await platform.database.handle
      .insert(integrationTokens)
      .values({ id, name, scopes, hash: hashSecret(token), madeBy: cast.olga.id });
    return { kind: 'token', id, name, token, bearer: () => token };
  }

  async function addStaff(given: Partial<NewStaff>): Promise<DeskStaff> {
    people += 1;
    const member = {
      id: newId(),
      name: `Colleague ${people}`,
      email: `colleague${people}@otklik.example`,
      role: 'agent' as const,
      sees: 'all' as const,
      language: 'en' as const,
      ...given,
    };
    await platform.database.handle.insert(staff).values(member);
    return { kind: 'staff', ...member, ...(await signedIn({ kind: 'staff', id: member.id })) };
  }

  async function addClient(given: Partial<NewClient>): Promise<DeskClient> {
    people += 1;
    const client = {
      id: newId(),
      name: `Client ${people}`,
      phone: `+7916555${String(1000 + people)}`,
      language: 'ru' as const,
      ...given,
    };
    await platform.database.handle.insert(clients).values({
      ...client,
      phoneProvedAt: databaseNow,
      confirmedAt: databaseNow,
      signedUpAt: databaseNow,
    });
    return { kind: 'client', ...client, ...(await signedIn({ kind: 'client', id: client.id })) };
  }

  async function signedIn(holder: Holder): Promise<{ sessionId: string; bearer(): string }> {
    const { sessionId } = await platform.database.transaction((tx) =>
      openSession(tx, { holder, browser: 'Firefox, Windows' }),
    );
    return { sessionId, bearer: () => newAccessToken(platform, { sessionId, holder }) };
  }
}

function urlOf(path: string, { params = {}, query = {} }: Pick<CallInput, 'params' | 'query'>) {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs the parameter ${name}.`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    for (const value of [given].flat()) if (value !== undefined) search.append(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}
