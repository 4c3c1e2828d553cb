/** How it goes: by day and by agent, in the company's zone. */
import { DateTime } from 'luxon';
import type { GivenReply } from '../../contract/endpoint.ts';
import type { homeReport } from '../../contract/reports.ts';
import { readCompany } from '../company/company.ts';
import { readDatabaseTime } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { type Day, selectByAgent, selectByDay } from './reports.queries.ts';

const mostAgents = 100;

/** The last `days` days, today included. */
export async function readHomeReport(
  platform: Platform,
  { days }: { days: number },
): Promise<GivenReply<typeof homeReport>> {
  const db = platform.database.handle;
  const { timeZone } = await readCompany(db, platform);
  const calendar = lastDays(await readDatabaseTime(db), { timeZone, days });
  const byDay = await selectByDay(db, calendar);
  const since = calendar[0]?.since ?? '';
  const byAgent = await selectByAgent(db, { since, limit: mostAgents });
  return {
    byDay: byDay.map(({ first_answer_minutes, ...day }) => ({
      ...day,
      firstAnswerMinutes: first_answer_minutes,
    })),
    byAgent: byAgent.map(({ id, name, first_answer_minutes, ...figures }) => ({
      agent: { id, name },
      ...figures,
      firstAnswerMinutes: first_answer_minutes,
    })),
  };
}

/** Worked out here: the database may know other zones than we do. */
function lastDays(now: Date, { timeZone, days }: { timeZone: string; days: number }): Day[] {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  return Array.from({ length: days }, (_, i) => {
    const start = today.minus({ days: days - 1 - i }).startOf('day');
    const end = start.plus({ days: 1 }).startOf('day');
    return { day: start.toFormat('yyyy-MM-dd'), since: utc(start), until: utc(end) };
  });
}

function utc(moment: DateTime): string {
  return moment.toJSDate().toISOString();
}
