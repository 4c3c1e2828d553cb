import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { errorReply } from '../../contract/errors.ts';
import { personName } from '../../contract/person.ts';
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import { CodedError } from './errors.ts';
import { type Http, newHttp, route } from './http.ts';
import { registerDocs } from './http-docs.ts';
import { isLocalRequest } from './http-local.ts';
import { stream } from './http-stream.ts';

let platform: TestPlatform;
let http: Http;

const greet = endpoint({
  method: 'POST',
  path: '/greet/:room',
  summary: 'Greets.',
  access: 'anyone',
  params: z.object({ room: z.string() }),
  body: z.object({ name: personName, times: z.number().int().min(1).optional() }),
  reply: z.object({ greeting: z.string() }),
});

const follow = endpoint({
  method: 'GET',
  path: '/follow',
  summary: 'Tells nothing, for ever.',
  access: 'anyone',
  events: z.object({ topic: z.string() }),
});

beforeAll(async () => {
  platform = await testPlatform({ APP_URL: 'https://help.example.com' });
  http = await newHttp(platform);
  await registerDocs(http, '1.2.3');
  route(http, greet, async ({ body, params }) => {
    if (body.name === 'expected') throw new CodedError('request.too_many', { retryAfter: 7 });
    if (body.name === 'surprise') throw new Error('select secret from +79991234567');
    return { greeting: `${body.name} in ${params.room}`, secret: 'must not leave' };
  });
  stream(http, follow, async (_call, gone) => silence(gone));
  http.get('/local', async (request) => ({ local: isLocalRequest(request) }));
});
afterAll(async () => {
  await http.close();
  await platform.close();
});

const post = (payload: unknown, headers: Record<string, string> = {}) =>
  http.inject({
    method: 'POST',
    url: '/greet/hall',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });

test('a reply is cut to what the contract names', async () => {
  const reply = await post({ name: '  Анна  ' });
  expect(reply.json()).toEqual({ greeting: 'Анна in hall' });
});

test('answers and refusals say the time that they left at, by the clock of the product', async () => {
  await platform.advance(3_600_000);
  for (const payload of [{ name: 'Anna' }, {}]) {
    const { headers } = await post(payload);
    expect(headers.date).toBe(platform.clock.now().toUTCString());
  }
});

test.each([
  ['text that is not JSON', '{', 400, 'request.not_json', undefined],
  ['an empty body', '', 400, 'request.not_json', undefined],
  ['a list instead of an object', [], 400, 'request.invalid', { body: 'malformed' }],
  [
    'deep nesting',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    400,
    'request.invalid',
    { body: 'malformed' },
  ],
  ['too much', { name: 'x'.repeat(70_000) }, 413, 'request.too_large', undefined],
  ['a missing field', {}, 400, 'request.invalid', { name: 'required' }],
  ['a field of another type', { name: 5 }, 400, 'request.invalid', { name: 'malformed' }],
  ['a name of one letter', { name: 'A' }, 400, 'request.invalid', { name: 'too_short' }],
  ['a name of spaces', { name: '     ' }, 400, 'request.invalid', { name: 'too_short' }],
  ['a name of 65', { name: 'я'.repeat(65) }, 400, 'request.invalid', { name: 'too_long' }],
  ['a name of 5,000', { name: 'я'.repeat(5_000) }, 400, 'request.invalid', { name: 'too_long' }],
  [
    'a control character',
    { name: 'An\u0000na' },
    400,
    'request.invalid',
    { name: 'control_characters' },
  ],
  ['a turned text', { name: 'An\u202ena' }, 400, 'request.invalid', { name: 'control_characters' }],
  [
    'a number below the bound',
    { name: 'Anna', times: 0 },
    400,
    'request.invalid',
    { times: 'too_short' },
  ],
  [
    'a poisoned prototype',
    '{"__proto__":{"name":"x"},"name":"Anna"}',
    400,
    'request.not_json',
    undefined,
  ],
])('%s is refused with a code', async (_what, payload, status, code, fields) => {
  const reply = await post(payload);
  expect(reply.statusCode).toBe(status);
  const { error } = errorReply.parse(reply.json());
  expect(error).toMatchObject({ code });
  expect(error.fields).toEqual(fields);
});

test('a name of 64 characters that fill more than 64 units is accepted', async () => {
  const reply = await post({ name: '😀'.repeat(64) });
  expect(reply.statusCode).toBe(200);
});

test('a question for the head of a stream is answered at once', async () => {
  const reply = await http.inject({ method: 'HEAD', url: '/follow' });
  expect(reply.statusCode).toBe(404);
});

test.each([
  ['a part too long', `/greet/${'9'.repeat(400)}`],
  ['a part that cannot be read', '/greet/%zz'],
])('an address with %s is a coded 404', async (_what, url) => {
  const reply = await http.inject({ method: 'POST', url, payload: { name: 'Anna' } });
  expect(reply.statusCode).toBe(404);
  expect(errorReply.parse(reply.json()).error.code).toBe('request.not_found');
});

test('whoever takes no stream is refused with a code', async () => {
  const headers = { accept: 'application/json' };
  const reply = await http.inject({ method: 'GET', url: '/follow', headers });
  expect(reply.statusCode).toBe(406);
  expect(errorReply.parse(reply.json()).error.code).toBe('request.not_acceptable');
});

test('another content type is refused with a code', async () => {
  const reply = await post('name=Anna', { 'content-type': 'application/x-www-form-urlencoded' });
  expect(reply.statusCode).toBe(415);
  expect(reply.json()).toMatchObject({ error: { code: 'request.unsupported_media' } });
});

test("errors speak the caller's language and say how long to wait", async () => {
  const english = await post({ name: 'expected' });
  const russian = await post({ name: 'expected' }, { 'accept-language': 'ru-RU' });
  expect(english.headers['retry-after']).toBe('7');
  expect(english.json()).toMatchObject({ error: { retryAfter: 7, message: /^Too many/ } });
  expect(russian.json().error.message).toMatch(/^Слишком много/);
});

test('a surprise is a 500 that says nothing of its cause, and the log has it without the number', async () => {
  const reply = await post({ name: 'surprise' });
  expect(reply.statusCode).toBe(500);
  expect(reply.body).not.toContain('select');
  const logged = platform.logged.join('');
  expect(logged).toContain('A request failed.');
  expect(logged).not.toContain('9991234567');
});

test('a request that never ends is ended', () => {
  expect(http.server.requestTimeout).toBe(600_000);
});

test('an unknown path is a coded 404', async () => {
  const reply = await http.inject({ method: 'GET', url: '/nowhere?code=123456' });
  expect(reply.statusCode).toBe(404);
  expect(reply.json()).toMatchObject({ error: { code: 'request.not_found' } });
  expect(platform.logged.join('')).not.toContain('123456');
});

test('scripts are strict, and only our own page may read us from a browser', async () => {
  const reply = await http.inject({
    method: 'GET',
    url: '/nowhere',
    headers: { origin: 'https://evil.example' },
  });
  const policy = String(reply.headers['content-security-policy']);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain('upgrade-insecure-requests');
  expect(reply.headers['referrer-policy']).toBe('no-referrer');
  expect(reply.headers['access-control-allow-origin']).toBe('https://help.example.com');
});

test.each<[string, Record<string, string>, number]>([
  ['a program', {}, 200],
  ['a page of ours', { origin: 'https://help.example.com' }, 200],
  ['a page of ours, the Host changed by a proxy', { 'sec-fetch-site': 'same-origin' }, 200],
  ['a page under another name of this server', { origin: 'http://localhost:80' }, 200],
  ['a page of another site', { origin: 'https://evil.example' }, 403],
  ['a page that hides its address', { origin: 'null' }, 403],
  ['a page of a sibling', { origin: 'https://a.example.com', 'sec-fetch-site': 'same-site' }, 403],
  ['a form of another site', { 'sec-fetch-site': 'cross-site' }, 403],
])('%s may write: %s', async (_who, headers, status) => {
  const reply = await post({ name: 'Анна' }, { host: 'localhost', ...headers });
  expect(reply.statusCode).toBe(status);
});

test('the log says once that a proxy forwards while none is named', async () => {
  const warnings = async (environment: Record<string, string>) => {
    const other = await testPlatform(environment, platform);
    const server = await newHttp(other);
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    for (const _ of [1, 2]) await server.inject({ method: 'GET', url: '/', headers });
    await server.close();
    return other.logged.filter((line) => line.includes('TRUST_PROXY'));
  };
  const [warning, ...more] = await warnings({});
  expect(warning).toContain('X-Forwarded-For');
  expect(warning).not.toContain('203.0.113.7');
  expect(more).toEqual([]);
  expect(await warnings({ TRUST_PROXY: '127.0.0.1' })).toEqual([]);
});

test('under http nothing is upgraded to https', async () => {
  const plain = await newHttp({
    ...platform,
    config: { ...platform.config, appUrl: 'http://localhost' },
  });
  const reply = await plain.inject({ method: 'GET', url: '/' });
  expect(reply.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  expect(reply.headers['strict-transport-security']).toBeUndefined();
  await plain.close();
});

test('the OpenAPI description is made from the contract', async () => {
  const reply = await http.inject({ method: 'GET', url: '/openapi.json' });
  expect(reply.json()).toMatchObject({
    info: { version: '1.2.3' },
    paths: { '/greet/{room}': { post: { summary: 'Greets.' } } },
  });
  const page = await http.inject({ method: 'GET', url: '/docs' });
  expect([200, 302]).toContain(page.statusCode);
});

test.each([
  ['a call on this machine', {}, true],
  ['a foreign Host', { host: 'evil.example' }, false],
  ['a forwarded call', { 'x-forwarded-for': '203.0.113.7' }, false],
  ['a call through a proxy that says so', { forwarded: 'for=203.0.113.7' }, false],
  ['a call through Cloudflare', { 'cf-connecting-ip': '203.0.113.7' }, false],
  ['a call with the address of the client', { 'x-client-ip': '203.0.113.7' }, false],
])('%s counts as local: %s', async (_what, headers, local) => {
  const reply = await http.inject({
    method: 'GET',
    url: '/local',
    headers: { host: 'localhost:9022', ...headers },
  });
  expect(reply.json()).toEqual({ local });
});

test('a call in HTTP/1.0, as nginx makes it when it is told nothing, does not count as local', async () => {
  const { port } = new URL(await http.listen({ port: 0, host: '127.0.0.1' }));
  const ask = async (version: string) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`GET /local HTTP/${version}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    return Buffer.concat(await socket.toArray()).toString();
  };
  expect(await ask('1.1')).toContain('{"local":true}');
  expect(await ask('1.0')).toContain('{"local":false}');
});

async function* silence(gone: AbortSignal): AsyncGenerator<{ topic: string }> {
  await new Promise((resolve) => gone.addEventListener('abort', resolve));
}
