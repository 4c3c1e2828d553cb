/** Clients as staff write them down: added by hand, looked up and changed. */
import type { addClient as add, updateClient as update } from '../../contract/clients.ts';
import type { ParsedRequest } from '../../contract/endpoint.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { recordAudit } from './audit.ts';
import { changed } from './changes.ts';
import * as queries from './clients.queries.ts';
import { personTopic, tellDesk } from './live-topics.ts';
import { readWrittenPhone } from './phone.ts';
import type { DeskViewer, Origin } from './viewer.ts';

interface By {
  viewer: DeskViewer;
  origin: Origin;
}

/** Throws `client.phone_taken` and `phone.invalid`. */
export async function addClientByHand(
  platform: Platform,
  by: By,
  given: ParsedRequest<typeof add>['body'],
): Promise<{ id: string }> {
  const phone = requirePhone(given.phone);
  const { name, email, note, language = by.viewer.language } = given;
  const id = newId();
  await platform.database.transaction(async (tx) => {
    await takeFreePhone(tx, phone);
    await queries.insertClient(tx, {
      id,
      name,
      phone,
      language,
      confirmed: true,
      ...(email !== undefined && { email }),
      ...(note !== undefined && { note }),
    });
    await recordAudit(
      tx,
      { actor: by.viewer, origin: by.origin },
      { action: 'client.added', subject: { kind: 'client', id, label: name } },
    );
    tellDesk(tx, platform, `client:${id}`);
  });
  return { id };
}

/** Changes what is given. Throws `client.changed`, `client.phone_taken`, `phone.invalid`; `request.not_found`. */
export function changeClient(
  platform: Platform,
  by: By,
  id: string,
  { version, phone: written, ...given }: ParsedRequest<typeof update>['body'],
): Promise<number> {
  const phone = written === undefined ? undefined : requirePhone(written);
  return platform.database.transaction(async (tx) => {
    // The number first, as sign-ups do.
    if (phone !== undefined) await queries.lockPhones(tx, [phone]);
    const [before] = await queries.lockClients(tx, [id]);
    if (!before) throw new CodedError('request.not_found');
    if (before.version !== version) throw new CodedError('client.changed');
    const changes = changed(before, { ...given, phone });
    if (Object.keys(changes).length === 0) return version;
    if (phone !== undefined && changes.phone) await takeFreePhone(tx, phone);
    const next = await queries.updateRecord(tx, id, {
      ...present(given),
      ...(phone !== undefined && changes.phone && { phone }),
    });
    await recordAudit(
      tx,
      { actor: by.viewer, origin: by.origin },
      { action: 'client.changed', subject: { kind: 'client', id, label: before.name }, changes },
    );
    tellDesk(tx, platform, `client:${id}`);
    platform.live.publish(tx, personTopic({ kind: 'client', id }), 'me');
    return next;
  });
}

function requirePhone(written: string): string {
  const phone = readWrittenPhone(written);
  if (!phone) throw new CodedError('phone.invalid', { fields: { phone: 'malformed' } });
  return phone;
}

/** Throws `client.phone_taken`; otherwise nobody else can take the number until the end of the transaction. */
async function takeFreePhone(tx: Tx, phone: string): Promise<void> {
  await queries.lockPhones(tx, [phone]);
  if ((await queries.selectClientsWithPhone(tx, phone)).length === 0) return;
  throw new CodedError('client.phone_taken', { fields: { phone: 'taken' } });
}

/** Without what was not given: the database would take it for nothing. */
function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
