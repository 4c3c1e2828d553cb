/** The one reader of the environment: a schema with a sentence for each key; all problems are told at once. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { StartRefused } from './errors.ts';
import { isProxy } from './http-proxy.ts';

const flag = z
  .enum(['0', '1', 'false', 'true', ''])
  .transform((given) => given === '1' || given === 'true');
const longSecret = z.string().min(32, 'must have at least 32 characters');

const keys = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('`production` refuses weak secrets and the sandbox.'),
  APP_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://help.example.com' })
    .optional()
    .describe(
      'The address people open in the browser; http://localhost:PORT when not given. Under https cookies are marked Secure.',
    ),
  PORT: z.coerce.number().int().min(0).max(65_535).default(9022).describe('The port to listen on.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address to listen on; 0.0.0.0 in a container.'),
  DATA_DIR: z
    .string()
    .default('./data')
    .describe('The folder for the embedded database, made secrets and the sandbox.'),
  FILES_DIR: z
    .string()
    .optional()
    .describe(
      'The folder for attachments; DATA_DIR/files when not given. Several instances need one that they share.',
    ),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional()
    .describe(
      'A PostgreSQL server (15 or newer); without it the database is embedded in DATA_DIR.',
    ),
  JWT_SECRET: z
    .string()
    .optional()
    .describe(
      'Signs sessions and codes; at least 32 characters. Made once and kept in DATA_DIR when not given; with DATABASE_URL it must be given.',
    ),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .optional()
    .describe('The token from @BotFather. Without it the sandbox stands in for Telegram.'),
  TELEGRAM_BOT_USERNAME: z
    .string()
    .regex(/^@?\w{4,32}$/, 'must be a bot name without spaces')
    .transform((given) => given.replace(/^@/, ''))
    .optional()
    .describe("The bot's @name; asked from Telegram when empty."),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/ })
    .transform((given) => given.replace(/\/+$/, ''))
    .default('https://api.telegram.org')
    .describe("Any Bot API server: a company's own or a proxy included."),
  TELEGRAM_MODE: z
    .enum(['polling', 'webhook', 'external'])
    .default('polling')
    .describe(
      'How messages come in: `polling` needs no public address, `webhook` does, `external` leaves receiving to a bot of yours.',
    ),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{32,256}$/, 'must be 32 to 256 of A-Z a-z 0-9 _ -')
    .optional()
    .describe('What Telegram must show with each webhook call; needed in the mode `webhook`.'),
  BOT_SECRET: longSecret
    .optional()
    .describe(
      'Opens POST /telegram/contact to a bot that runs elsewhere; unset means the door is shut.',
    ),
  COMPANY_NAME: z
    .string()
    .min(1)
    .max(64)
    .default('Otklik')
    .describe('What clients know the company by.'),
  CONSENT_VERSION: z
    .string()
    .max(32)
    .default('1')
    .describe('The version of the consent text; kept with each sign-up.'),
  CONSENT_TEXT: z
    .string()
    .max(500)
    .optional()
    .describe('The line under the sign-up button about the processing of personal data.'),
  CONSENT_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://example.com/privacy' })
    .optional()
    .describe('Where that text can be read in full.'),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as Europe/Moscow')
    .default('Europe/Moscow')
    .describe('The time zone of the company.'),
  TRUST_PROXY: z
    .string()
    .refine(
      (given) => listOf(given).every(isProxy),
      'must be addresses or ranges such as 10.0.0.1, 10.0.0.0/8, loopback',
    )
    .optional()
    .describe('Addresses of proxies whose X-Forwarded-For counts, separated by commas.'),
  METRICS_TOKEN: longSecret
    .optional()
    .describe(
      'Lets /metrics be read from elsewhere by `Authorization: Bearer`; without it loopback only.',
    ),
  SANDBOX: flag
    .default(false)
    .describe(
      '1 starts the sandbox in production too, with a red banner. Never beside a real token.',
    ),
  SANDBOX_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(9023)
    .describe("The loopback port of the sandbox's Bot API."),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('How much is logged.'),
});

/** Every key with its sentence, for `.env.example` and the documentation. */
export const configKeys: { key: string; sentence: string }[] = Object.entries(keys.shape).map(
  ([key, schema]) => ({ key, sentence: schema.description ?? '' }),
);

export interface Config {
  production: boolean;
  appUrl: string;
  port: number;
  host: string;
  dataDir: string;
  filesDir: string;
  databaseUrl?: string;
  jwtSecret?: string;
  telegram: {
    /** Absent while the sandbox stands in. */
    token?: string;
    username?: string;
    apiRoot: string;
    mode: 'polling' | 'webhook' | 'external';
    webhookSecret?: string;
    /** What stands before the bot's name in a deep link. */
    linkRoot: string;
  };
  botSecret?: string;
  companyName: string;
  consent: { version: string; text?: string; url?: string };
  timeZone: string;
  trustProxy: string[];
  metricsToken?: string;
  sandbox: { enabled: boolean; port: number };
  logLevel: string;
}

/** Reads `.env` (when there is one) under the real environment. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, file = '.env'): Config {
  return parseConfig({ ...readFile(file), ...environment });
}

/** Throws StartRefused with a line for each problem. Empty values count as not given. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = keys.safeParse(given);
  if (!parsed.success) {
    refuse(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const values = parsed.data;
  const production = values.NODE_ENV === 'production';
  const enabled = values.TELEGRAM_BOT_TOKEN === undefined && (!production || values.SANDBOX);
  const config: Config = {
    production,
    appUrl: (values.APP_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.DATA_DIR),
    filesDir: resolve(values.FILES_DIR ?? join(values.DATA_DIR, 'files')),
    databaseUrl: values.DATABASE_URL,
    jwtSecret: values.JWT_SECRET,
    telegram: {
      token: values.TELEGRAM_BOT_TOKEN,
      username: values.TELEGRAM_BOT_USERNAME,
      apiRoot: values.TELEGRAM_API_ROOT,
      mode: values.TELEGRAM_MODE,
      webhookSecret: values.TELEGRAM_WEBHOOK_SECRET,
      linkRoot: 'https://t.me',
    },
    botSecret: values.BOT_SECRET,
    companyName: values.COMPANY_NAME,
    consent: {
      version: values.CONSENT_VERSION,
      text: values.CONSENT_TEXT,
      url: values.CONSENT_URL,
    },
    timeZone: values.TIME_ZONE,
    trustProxy: listOf(values.TRUST_PROXY ?? ''),
    metricsToken: values.METRICS_TOKEN,
    sandbox: { enabled, port: values.SANDBOX_PORT },
    logLevel: values.LOG_LEVEL,
  };
  const problems = contradictions(config, values.SANDBOX);
  if (problems.length > 0) refuse(problems);
  return config;
}

function contradictions(config: Config, sandboxAsked: boolean): string[] {
  const { telegram, production } = config;
  const problems: [boolean, string][] = [
    [
      telegram.mode === 'webhook' && !telegram.webhookSecret,
      'TELEGRAM_WEBHOOK_SECRET: must be set in the mode `webhook`, or anybody could send updates.',
    ],
    [
      telegram.mode === 'external' && !config.sandbox.enabled && !config.botSecret,
      'BOT_SECRET: must be set in the mode `external`, or no contact could ever arrive.',
    ],
    [
      production && !telegram.token && !config.sandbox.enabled,
      'TELEGRAM_BOT_TOKEN: must be set in production (or SANDBOX=1 for a demonstration).',
    ],
    [
      sandboxAsked && telegram.token !== undefined,
      'SANDBOX: must not be set beside TELEGRAM_BOT_TOKEN; choose one.',
    ],
    [
      config.databaseUrl !== undefined && !config.jwtSecret,
      'JWT_SECRET: must be given with DATABASE_URL, so that all instances share it.',
    ],
    [
      production && config.jwtSecret !== undefined && config.jwtSecret.length < 32,
      'JWT_SECRET: must have at least 32 characters in production.',
    ],
  ];
  return problems.filter(([wrong]) => wrong).map(([, sentence]) => sentence);
}

function refuse(problems: string[]): never {
  throw new StartRefused(
    ['The configuration cannot be used:', ...problems.map((line) => `  - ${line}`)].join('\n'),
  );
}

function readFile(file: string): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function listOf(given: string): string[] {
  return given
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
