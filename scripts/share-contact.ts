/** npm run share-contact -- <sessionId> <phone> [telegramId]: does what a bot that runs elsewhere does. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

const usage = 'npm run share-contact -- <sessionId> <phone> [telegramId]';
const [sessionId, phone, telegramId = '123456789'] = process.argv.slice(2);
if (!sessionId || !phone || !/^\d+$/.test(telegramId)) fail(`Usage: ${usage}`);

const settings = { ...readSettings(), ...process.env };
const origin = (settings.APP_URL || `http://localhost:${settings.PORT || 9022}`).replace(
  /\/+$/,
  '',
);
const secret = settings.BOT_SECRET || readSandboxSecret();
if (!secret) {
  fail(
    'BOT_SECRET is not set, and no sandbox has made one yet: start the server with `npm start`.',
  );
}

const answer = await post().catch(() =>
  fail(`Nobody answers on ${origin}: start the server with \`npm start\`.`),
);
console.log(`${answer.status} ${await answer.text()}`);
process.exit(answer.ok ? 0 : 1);

function post(): Promise<Response> {
  return fetch(`${origin}/telegram/contact`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify({
      sessionId,
      phone,
      telegramId: Number(telegramId),
      telegramUsername: 'test_user',
    }),
  });
}

function readSettings(): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch {
    return {};
  }
}

function readSandboxSecret(): string | undefined {
  try {
    const file = path.join(settings.DATA_DIR || 'data', 'secrets', 'bot-secret');
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
