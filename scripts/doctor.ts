/** npm run doctor: how the tie to Telegram is, in words; ends with 1 where there is a problem. */
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { type DoctorReport, doctorReport, type Finding } from '../contract/doctor.ts';
import { doctorEn } from '../contract/locales/doctor-en.ts';
import { type Config, readConfig } from '../server/platform/config.ts';
import { openApis } from '../server/telegram/api.ts';
import { judge } from '../server/telegram/telegram-errors.ts';
import { fail, orFail, readArguments } from './operator.ts';

const marks = { ok: '✓', warn: '!', problem: '✗' };

if (readArguments({}).file) fail('Usage: npm run doctor');
const config = await orFail(() => readConfig());
const report = await askServer(config);
const healthy = report ? tell(report) : await examineAlone(config);
process.exit(healthy ? 0 : 1);

/** The server that runs here with this configuration; nothing where none does. */
async function askServer({ port, metricsToken }: Config): Promise<DoctorReport | undefined> {
  const address = `http://127.0.0.1:${port}/telegram/doctor`;
  const headers = { ...(metricsToken && { authorization: `Bearer ${metricsToken}` }) };
  const signal = AbortSignal.timeout(30_000);
  const reply = await fetch(address, { headers, signal }).catch(() => undefined);
  if (!reply) return undefined;
  const parsed = doctorReport.safeParse(await reply.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  return fail(
    `Something answers at port ${port}, but not as the doctor does (${reply.status}). Is it another program, or an older version?`,
  );
}

function tell({ bot, mode, findings }: DoctorReport): boolean {
  console.log(`Bot @${bot.username}, receiving by ${mode}.\n`);
  for (const { level, ...finding } of findings) say(level, ...wordsOf(finding));
  return findings.every(({ level }) => level !== 'problem');
}

function wordsOf({ code, facts }: Pick<Finding, 'code' | 'facts'>): [string, string | undefined] {
  const words: Record<string, string> = doctorEn;
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ''));
  const advice = words[`does_${code}`];
  return [fill(words[`says_${code}`] ?? code), advice && fill(advice)];
}

function say(level: Finding['level'], text: string, advice?: string): void {
  console.log(`${marks[level]} ${text}`);
  if (advice) console.log(`  → ${advice}`);
}

/** Without a server only what does not need one: the configuration (read already), the port, the folder, the token. */
async function examineAlone(given: Config): Promise<boolean> {
  const { port, host, dataDir, databaseUrl, telegram } = given;
  say(
    'problem',
    `No server answers at port ${port}.`,
    'Start it: npm start. Looking at what can be seen without it:',
  );
  say('ok', 'The configuration can be read.');
  if (await isFree(port, host)) say('ok', `Port ${port} is free.`);
  else say('problem', `Port ${port} is taken by another program.`, 'Stop it, or set PORT.');
  if (databaseUrl) say('ok', 'The data is in the PostgreSQL of DATABASE_URL.');
  else if (holdsData(dataDir)) say('ok', `The data is in ${dataDir}.`);
  else say('warn', `There is no data in ${dataDir} yet.`, 'The first start makes it.');
  if (telegram.token) await askWhose(telegram.token, telegram.apiRoot);
  else say('ok', 'Without TELEGRAM_BOT_TOKEN the sandbox stands in for Telegram.');
  return false;
}

async function askWhose(token: string, apiRoot: string): Promise<void> {
  const { api, close } = openApis({ token, apiRoot });
  try {
    const { username } = await api.getMe();
    say('ok', ...wordsOf({ code: 'token.ok', facts: { bot: username } }));
  } catch (error) {
    const { kind, reason } = judge(error);
    const code = kind === 'refused' ? 'token.refused' : 'token.unreachable';
    say('problem', ...wordsOf({ code, facts: { reason, host: new URL(apiRoot).host } }));
  } finally {
    close();
  }
}

function isFree(port: number, host: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen(port, host, () => probe.close(() => resolve(true)));
  return promise;
}

function holdsData(folder: string): boolean {
  try {
    return readdirSync(folder).includes('database');
  } catch {
    return false;
  }
}
