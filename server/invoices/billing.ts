/** What invoices say of the company, and how they are numbered, taxed and reminded of. */
import type { BillingSettings, readBilling as readEndpoint } from '../../contract/billing.ts';
import type { GivenReply } from '../../contract/endpoint.ts';
import { differences, recordAudit, tellDesk } from '../identity/identity.ts';
import type { Db } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { putBilling, selectBilling } from './billing.queries.ts';
import { billingWords } from './billing.words.ts';
import type { DeskDoing } from './doing.ts';
import { lastNumber } from './numbering.ts';
import { paymentFieldsMissing } from './payment-qr.ts';

/** What stands before anybody sets anything. The rates are those of Russia from 2026. */
const defaults: BillingSettings = {
  legalName: '',
  address: '',
  inn: '',
  kpp: '',
  bank: '',
  bik: '',
  account: '',
  correspondentAccount: '',
  otherDetails: '',
  director: '',
  accountant: '',
  currency: 'RUB',
  taxMode: 'included',
  taxRates: [null, 2200, 1000, 700, 500, 0],
  prefix: '',
  dueDays: 5,
  reminderDays: [-3, 0, 3],
  reminderHour: 10,
  note: '',
};

/** The settings, with the version that a change of them must name; 0 where nobody has set anything. */
export async function readBilling(db: Db): Promise<BillingSettings & { version: number }> {
  const found = await selectBilling(db);
  return { ...defaults, ...found?.value, version: found?.version ?? 0 };
}

/** The same for the page of settings. */
export async function readBillingPage({
  platform,
}: Pick<DeskDoing, 'platform'>): Promise<GivenReply<typeof readEndpoint>> {
  const db = platform.database.handle;
  const settings = await readBilling(db);
  const nextNumber = (await lastNumber(db)) + 1;
  const missingForQr = settings.currency === 'RUB' ? paymentFieldsMissing(settings) : [];
  return { ...settings, nextNumber, missingForQr };
}

/** Throws `settings.changed`. Gives back the new version. */
export function changeBilling(
  { platform, viewer, origin }: Omit<DeskDoing, 'ports'>,
  { version, billing }: { version: number; billing: BillingSettings },
): Promise<number> {
  return platform.database.transaction(async (tx) => {
    const before = await readBilling(tx);
    if (!(await putBilling(tx, { value: billing, version }))) {
      throw new CodedError('settings.changed');
    }
    const changes = differences(billingWords(before), billingWords(billing));
    await recordAudit(
      tx,
      { actor: viewer, origin },
      { action: 'settings.billing_changed', changes },
    );
    tellDesk(tx, platform, 'settings');
    return version + 1;
  });
}
