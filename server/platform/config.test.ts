import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { configKeys, parseConfig } from './config.ts';

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const secret = 'x'.repeat(32);

test('.env.example names every key with its sentence, and no other', () => {
  const described = [...example.matchAll(/^# (.+)\n#([A-Z_]+)=/gm)].map(([, sentence, key]) => ({
    key,
    sentence,
  }));
  expect(described).toEqual(configKeys);
});

test('the defaults that .env.example shows are the ones that hold without it', () => {
  const shown = parseEnv(example.replace(/^#([A-Z_]+=)/gm, '$1'));
  expect(parseConfig(shown)).toEqual(parseConfig({}));
});

test('all problems are told at once, each with its key', () => {
  const problems = refusal({ PORT: 'soon', APP_URL: 'help', TELEGRAM_MODE: 'pigeon' });
  for (const key of ['PORT', 'APP_URL', 'TELEGRAM_MODE']) expect(problems).toContain(`- ${key}: `);
});

test.each([
  ['webhook without its secret', { TELEGRAM_MODE: 'webhook' }, 'TELEGRAM_WEBHOOK_SECRET'],
  ['a short webhook secret', { TELEGRAM_WEBHOOK_SECRET: 'short' }, 'TELEGRAM_WEBHOOK_SECRET'],
  ['production without a token', { NODE_ENV: 'production' }, 'TELEGRAM_BOT_TOKEN'],
  ['the sandbox beside a token', { SANDBOX: '1', TELEGRAM_BOT_TOKEN: '1:a' }, 'SANDBOX'],
  ['PostgreSQL without a shared secret', { DATABASE_URL: 'postgres://a/b' }, 'JWT_SECRET'],
  [
    'a short secret in production',
    { NODE_ENV: 'production', TELEGRAM_BOT_TOKEN: '1:a', JWT_SECRET: 'short' },
    'JWT_SECRET',
  ],
  [
    'an outside bot that has no secret',
    { TELEGRAM_MODE: 'external', TELEGRAM_BOT_TOKEN: '1:a' },
    'BOT_SECRET',
  ],
  ['a consent that is no page', { CONSENT_URL: 'javascript:alert(1)' }, 'CONSENT_URL'],
  ['a proxy by its name', { TRUST_PROXY: '10.0.0.1, nginx' }, 'TRUST_PROXY'],
  ['a count of proxies', { TRUST_PROXY: '1' }, 'TRUST_PROXY'],
  ['a range that is too long', { TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY'],
  ['an unknown time zone', { TIME_ZONE: 'Moscow' }, 'TIME_ZONE'],
])('refuses %s', (_what, environment, key) => {
  expect(refusal(environment)).toContain(`- ${key}: `);
});

test('the sandbox stands in without a token, but not in production unless it is asked for', () => {
  expect(parseConfig({}).sandbox.enabled).toBe(true);
  expect(parseConfig({ TELEGRAM_BOT_TOKEN: '1:a' }).sandbox.enabled).toBe(false);
  expect(parseConfig({ NODE_ENV: 'production', SANDBOX: '1' }).sandbox.enabled).toBe(true);
});

test('a complete production configuration is accepted, and empty values count as not given', () => {
  const config = parseConfig({
    NODE_ENV: 'production',
    APP_URL: 'https://help.example.com/',
    TELEGRAM_BOT_TOKEN: '1:a',
    TELEGRAM_BOT_USERNAME: '@help_bot',
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: secret,
    JWT_SECRET: secret,
    BOT_SECRET: '',
    TRUST_PROXY: '10.0.0.1, 10.0.0.2',
  });
  expect(config).toMatchObject({
    appUrl: 'https://help.example.com',
    botSecret: undefined,
    trustProxy: ['10.0.0.1', '10.0.0.2'],
    telegram: { username: 'help_bot', mode: 'webhook' },
  });
});

test('proxies are addresses, ranges, and names for ranges, all of which the server takes', async () => {
  const given = '10.0.0.1, 172.16.0.0/12, fd00::/8, ::1, loopback, uniquelocal';
  const { trustProxy } = parseConfig({ TRUST_PROXY: given });
  expect(trustProxy).toHaveLength(6);
  const http = fastify({ trustProxy });
  http.get('/', async ({ ip }) => ip);
  const headers = { 'x-forwarded-for': '203.0.113.7' };
  const reply = await http.inject({
    method: 'GET',
    url: '/',
    remoteAddress: '172.17.0.1',
    headers,
  });
  expect(reply.body).toBe('203.0.113.7');
});

function refusal(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  throw new Error('The configuration was accepted.');
}
