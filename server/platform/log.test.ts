import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/database.ts';
import { newLog, scrub } from './log.ts';

const canaries = {
  token: '123456789:AAF-canary_canary_canary_canary_cana',
  session: 'tg_1767225600000_canary-canary-canary-canary-canary-canary1',
  jwt: 'eyJhbGciOiJI.eyJjYW5hcnk.c2lnbmF0dXJl',
  phone: '+79991234567',
  telegramId: '123456789',
  code: '640912',
};

test('a text loses what looks like a secret or a number, and keeps the rest', () => {
  const text = `call to https://api.telegram.org/bot${canaries.token}/sendMessage failed for ${canaries.phone} and ${canaries.telegramId} of ${canaries.session}, ${canaries.jwt}`;
  const clean = scrub(text);
  for (const canary of [canaries.token, canaries.session, canaries.jwt, canaries.phone]) {
    expect(clean).not.toContain(canary);
  }
  expect(clean).not.toContain(canaries.telegramId);
  expect(clean).toContain('/sendMessage failed for');
});

test("an address with credentials loses them, and a database's complaint loses the value", () => {
  expect(scrub('postgres://otklik:hunter2@db/otklik')).toBe('postgres://<credentials>@db/otklik');
  expect(scrub('Key (phone)=(anything) already exists.')).toBe('Key (phone)=(…) already exists.');
});

test('a failed query is logged without its parameters', async () => {
  const { lines, log } = listeningLog();
  const { database, close } = await openTestDatabase();
  const failing = database.handle.execute(
    sql`select ${canaries.code}::text, ${canaries.phone}::text from nowhere`,
  );
  const error: unknown = await failing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await close();
  log.error({ err: error }, 'A request failed.');
  const printed = lines.join('');
  expect(printed).toContain('nowhere');
  expect(printed).not.toContain(canaries.code);
  expect(printed).not.toContain(canaries.phone);
});

test('an error that carries a token in its cause, message and stack is logged without it', () => {
  const { lines, log } = listeningLog();
  const error = new Error(`request to /bot${canaries.token}/getMe failed`, {
    cause: new Error(canaries.token),
  });
  log.error({ err: error }, `Telegram: ${error.message}`);
  expect(lines.join('')).not.toContain('canary');
  expect(lines.join('')).toContain('getMe failed');
});

function listeningLog() {
  const lines: string[] = [];
  return { lines, log: newLog('debug', { write: (line: string) => void lines.push(line) }) };
}
