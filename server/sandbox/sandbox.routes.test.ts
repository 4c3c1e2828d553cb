import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SandboxEvent, SandboxMessage, SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import { type Http, newHttp } from '../platform/http.ts';
import { botOf } from './bot-test.ts';
import { registerSandboxRoutes, type Sandbox, startSandbox } from './sandbox.ts';

let platform: TestPlatform;
let sandbox: Sandbox;
let http: Http;
let address: string;
let anna: SandboxPhone;

beforeAll(async () => {
  platform = await testPlatform();
  sandbox = await startSandbox({ store: ':memory:', clock: platform.clock });
  sandbox.limiter.off();
  http = await newHttp(platform);
  await registerSandboxRoutes(http, sandbox);
  address = await http.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await http.close();
  await sandbox.stop();
  await platform.close();
});
beforeEach(async () => {
  sandbox.reset();
  anna = await ask<SandboxPhone>('POST', 'phones', { firstName: 'Anna' });
});

async function ask<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
  const options: InjectOptions = { method, url: `/sandbox/api/${path}` };
  const reply = await http.inject(body ? { ...options, payload: body } : options);
  if (reply.statusCode !== 200) throw new Error(reply.json().error.code);
  return reply.json() as T;
}

describe('The person’s side over HTTP', () => {
  it('does what a phone does', async () => {
    const phone = `phones/${anna.id}`;
    expect(anna).toMatchObject({ chat: 'never_started', languageCode: 'ru' });
    expect(anna).not.toHaveProperty('telegramId');
    await ask('POST', `${phone}/start`, { parameter: 'tg_1' });
    const { telegramId: chat_id } = sandbox.phone(anna.id);
    const sure = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] };
    const bot = botOf(sandbox);
    await bot.result('sendMessage', { chat_id, text: 'Sure?', reply_markup: sure });
    const sent = await ask<SandboxMessage>('POST', `${phone}/messages`, { text: 'Hm' });
    await ask('PATCH', `${phone}/messages/${sent.id}`, { text: 'Yes' });
    await ask('POST', `${phone}/contact`, { kind: 'own' });
    const button = { row: 0, column: 0 };
    const { queryId } = await ask<{ queryId: string }>(
      'POST',
      `${phone}/messages/${sent.id - 1}/press`,
      button,
    );
    await ask('POST', `${phone}/presses/${queryId}/again`);
    expect(await ask('GET', phone)).toMatchObject({
      phone: { id: anna.id, chat: 'started' },
      messages: [
        { from: 'person', text: '/start' },
        { from: 'bot', buttons: [[{ text: 'Yes', action: 'callback' }]] },
        { from: 'person', text: 'Yes' },
        { from: 'person', contact: { phoneNumber: anna.phoneNumber } },
      ],
      spinners: [{ queryId, ...button }],
    });
    expect(await ask('POST', `${phone}/block`)).toMatchObject({ chat: 'blocked' });
    expect(await ask('POST', `${phone}/unblock`)).toMatchObject({ chat: 'started' });
    expect(await ask('POST', `${phone}/deactivate`)).toMatchObject({ chat: 'deactivated' });
  });

  it('turns switches, orders faults and shows calls', async () => {
    expect(await ask('PATCH', 'state', { limiter: true })).toMatchObject({ limiter: true });
    expect(await ask('PATCH', 'state', { limiter: false })).toMatchObject({
      limiter: false,
      receives: 'polling',
      waitingUpdates: 0,
    });
    const order = { method: 'getMe', action: 'error', code: 500 };
    const { id } = await ask<{ id: string }>('POST', 'faults', order);
    await botOf(sandbox).call('getMe');
    expect(await ask('GET', 'faults')).toMatchObject({ faults: [{ id, met: 1 }] });
    expect(await ask('DELETE', `faults?id=${id}`)).toEqual({ faults: [] });
    expect(await ask('GET', 'calls')).toMatchObject({ calls: [{ method: 'getMe', status: 500 }] });
    await ask('POST', 'reset');
    expect(await ask('GET', 'calls')).toEqual({ calls: [] });
  });

  it('carries files both ways, and shows only pictures in place', async () => {
    const started = await ask<SandboxMessage>('POST', `phones/${anna.id}/start`, {});
    const form = new FormData();
    form.set('caption', 'See');
    form.set('replyTo', String(started.id));
    form.set('file', new Blob(['<script>'], { type: 'text/html' }), 'a "b".html');
    const response = await fetch(`${address}/sandbox/api/phones/${anna.id}/files`, {
      method: 'POST',
      body: form,
    });
    const sent = (await response.json()) as SandboxMessage;
    expect(sent).toMatchObject({
      ...{ text: 'See', replyTo: started.id },
      document: { size: 8, mimeType: 'text/html' },
    });
    const file = await fetch(`${address}/sandbox/api/files/${sent.document?.id}`);
    expect(await file.text()).toBe('<script>');
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toContain('attachment');
    await expect(ask('GET', 'files/none')).rejects.toThrow('sandbox.not_found');
  });

  it('refuses what an app does not offer and what is not there', async () => {
    const hello = { text: 'Hello' };
    await expect(ask('POST', `phones/${anna.id}/messages`, hello)).rejects.toThrow(
      'sandbox.refused',
    );
    await expect(ask('POST', 'phones/nobody/messages', hello)).rejects.toThrow('sandbox.not_found');
    await expect(ask('POST', 'phones', { firstName: '' })).rejects.toThrow('request.invalid');
    await expect(ask('POST', `phones/${anna.id}/start`, { parameter: 'a b' })).rejects.toThrow(
      'request.invalid',
    );
  });

  it('tells in one stream what changes on all phones', async () => {
    const left = new AbortController();
    const response = await fetch(`${address}/sandbox/api/events`, {
      headers: { accept: 'text/event-stream' },
      signal: left.signal,
    });
    const events: SandboxEvent[] = [];
    const read = readEvents(response, (event) => events.push(event));
    await vi.waitFor(() => expect(events).toEqual([{ type: 'ready' }]));
    sandbox.start(anna.id);
    const { id } = sandbox.addPhone({ firstName: 'Boris' });
    await vi.waitFor(() =>
      expect(events.slice(1)).toMatchObject([
        { type: 'phone', phone: { id: anna.id, chat: 'started' } },
        { type: 'message', phoneId: anna.id, message: { text: '/start' } },
        { type: 'phone', phone: { id, chat: 'never_started' } },
      ]),
    );
    expect(JSON.stringify(events)).not.toContain('telegramId');
    left.abort();
    await read.catch(() => {});
  });
});

describe('An open stream', () => {
  it('does not keep the server from stopping', async () => {
    const other = await newHttp(platform);
    await registerSandboxRoutes(other, sandbox);
    const at = await other.listen({ host: '127.0.0.1', port: 0 });
    const headers = { accept: 'text/event-stream' };
    const response = await fetch(`${at}/sandbox/api/events`, { headers });
    const events: SandboxEvent[] = [];
    const read = readEvents(response, (event) => events.push(event));
    await vi.waitFor(() => expect(events).toHaveLength(1));
    await other.close();
    await read;
    expect(events).toEqual([{ type: 'ready' }]);
  });
});

describe('The guard', () => {
  async function status(options: InjectOptions): Promise<number> {
    return (await http.inject({ url: '/sandbox/api/state', ...options })).statusCode;
  }

  it('lets this machine in', async () => {
    for (const host of ['localhost', 'localhost:9022', '127.0.0.1:1', '[::1]:9022']) {
      expect(await status({ headers: { host, origin: `http://${host}` } })).toBe(200);
    }
  });

  it.each([
    [{ remoteAddress: '192.168.1.7' }],
    [{ headers: { host: 'help.example.com' } }],
    [{ headers: { host: 'localhost.example.com' } }],
    [{ headers: { forwarded: 'for=1.2.3.4' } }],
    [{ headers: { 'x-forwarded-for': '1.2.3.4' } }],
    [{ headers: { 'x-forwarded-proto': 'https' } }],
    [{ headers: { 'x-real-ip': '127.0.0.1' } }],
    [{ headers: { via: '1.1 proxy' } }],
    [{ headers: { origin: 'https://evil.example' } }],
    [{ headers: { 'sec-fetch-site': 'cross-site' } }],
  ])('shows nothing to others (%#)', async (options) => {
    expect(await status(options)).toBe(404);
  });
});

async function readEvents(response: Response, hear: (event: SandboxEvent) => void): Promise<void> {
  let buffer = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    buffer += decoder.decode(chunk as Uint8Array, { stream: true });
    const lines = buffer.split('\n');
    buffer = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data: ')) hear(JSON.parse(line.slice(6)) as SandboxEvent);
    }
  }
}
