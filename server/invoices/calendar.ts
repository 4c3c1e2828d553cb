/** Calendar days as people of the company count them: `2026-11-21`. */
import { DateTime } from 'luxon';
import { readCompany } from '../company/company.ts';
import type { Db } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';

/** The company's day by the platform's clock, in the zone of `readCompany`. */
export async function today(db: Db, platform: Platform): Promise<string> {
  const { timeZone } = await readCompany(db, platform);
  return dayIn(timeZone, platform.clock.now());
}

/** The day that a moment falls on in this zone. */
export function dayIn(timeZone: string, moment: Date): string {
  return DateTime.fromJSDate(moment, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

export function addDays(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
}
