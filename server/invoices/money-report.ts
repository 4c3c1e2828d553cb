/** Money by month, for the home page: what was issued, what came in, what is late. */
import { DateTime } from 'luxon';
import type { GivenReply } from '../../contract/endpoint.ts';
import type { moneyReport as endpoint } from '../../contract/invoices.ts';
import type { DeskViewer } from '../identity/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { readBilling } from './billing.ts';
import { today } from './calendar.ts';
import { visibleTo } from './invoices.policy.ts';
import { selectByMonth } from './money-report.queries.ts';

/** The last `months` months of the company's zone, the present one included, in the currency of the settings. */
export async function readMoneyReport(
  platform: Platform,
  viewer: DeskViewer,
  { months }: { months: number },
): Promise<GivenReply<typeof endpoint>> {
  const db = platform.database.handle;
  const { currency } = await readBilling(db);
  const day = await today(db, platform);
  const first = DateTime.fromISO(day, { zone: 'utc' }).startOf('month');
  const calendar = Array.from({ length: months }, (_, i) =>
    first.minus({ months: months - 1 - i }).toFormat('yyyy-MM'),
  );
  const asked = { visible: visibleTo(viewer), currency, today: day, months: calendar };
  return { currency, byMonth: await selectByMonth(db, asked) };
}
