/** What must not go on as if nothing had happened once yesterday's data is back. */
import { sql } from 'drizzle-orm';
import { rows, type Tx } from '../platform/database.ts';
import { StartRefused } from '../platform/errors.ts';
import type { Manifest } from './manifest.ts';
import { endHold, holdNotices } from './release.ts';

export interface Wishes {
  /** The last invoice number that was used, wherever. */
  lastInvoice: number;
  /** Unsent notices go out at once. */
  release: boolean;
}

/**
 * Ends sessions and whatever was half done with a secret in somebody's hands, moves the invoice numbers
 * on to what was really used, holds the notices, and leaves `entry` in the audit log.
 */
export async function settleRestored(
  tx: Tx,
  { manifest, entry, lastInvoice, release }: Wishes & { manifest: Manifest; entry: string },
): Promise<void> {
  for (const statement of endings) await tx.execute(sql.raw(statement));
  const before = await moveNumbers(tx, lastInvoice);
  // A backup that was taken while they were held brings that with it.
  if (release) await endHold(tx);
  else await holdNotices(tx);
  const changes = {
    ...(lastInvoice !== before && { lastInvoice: [String(before), String(lastInvoice)] }),
    backup: [null, manifest.createdAt],
  };
  await tx.execute(sql`
    insert into audit_entries (id, action, actor_kind, actor_name, changes)
    values (${entry}, 'backup.restored', 'system', 'Otklik', ${JSON.stringify(changes)}::jsonb)`);
}

const endings = [
  `update sessions set ended_at = otklik_now(), ended_because = 'restored' where ended_at is null`,
  `update sign_ups set ended = 'expired' where ended is null and consumed_at is null`,
  'delete from staff_links where used_at is null',
  'delete from sign_in_challenges',
  'delete from file_links',
  // A code for what has ended; what may have arrived must not end as if it surely had not.
  `update notices set due = false, sealed = null, settled_at = otklik_now(), reason = 'restored',
    state = case when uncertain_times > 0 then 'uncertain' else 'cancelled' end
    where due and sealed is not null`,
  // Their archives are not part of a backup.
  `update data_exports set state = 'expired' where state = 'ready'`,
];

/** Gives the number before. Throws StartRefused where `last` would give a number out twice. */
async function moveNumbers(tx: Tx, last: number): Promise<number> {
  const [row] = await rows<{ last: number }>(tx, sql`select last from invoice_numbers`);
  const before = row?.last ?? 0;
  refuseLower(before, last);
  if (last > before) {
    await tx.execute(sql`insert into invoice_numbers (last) values (${last})
      on conflict ("only") do update set last = excluded.last`);
  }
  return before;
}

/** Throws StartRefused where the backup itself has a higher number. */
export function refuseLower(inBackup: number, given: number): void {
  if (given >= inBackup) return;
  throw new StartRefused(
    `The backup has an invoice with the number ${inBackup}, so the last number used cannot be ${given}. Nothing was changed.`,
  );
}
