/** Staff learn that a client has blocked the bot: what they write does not arrive, so somebody may have to call. */
import { and, inArray, isNull } from 'drizzle-orm';
import type { Language } from '../../contract/person.ts';
import { type ActiveStaff, activeStaff } from '../identity/identity.ts';
import {
  enqueueNotices,
  joinRich,
  type NewNotice,
  pageButton,
  personKey,
  rich,
} from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { say } from './ticket-text.ts';
import { selectClientNames } from './tickets.queries.ts';
import { tickets } from './tickets.tables.ts';
import type { TicketsPorts } from './tickets.ts';

interface Blocked {
  clientId: string;
  /** Told once a block. */
  at: Date;
}

/** Tells those who have unsolved tickets of these clients, or else the admins. */
export async function tellOfBlock(
  tx: Tx,
  {
    platform,
    ports,
  }: { platform: Pick<Platform, 'live' | 'secrets' | 'config'>; ports: TicketsPorts },
  blocked: readonly Blocked[],
): Promise<void> {
  if (blocked.length === 0) return;
  const ids = blocked.map(({ clientId }) => clientId);
  const staff = await activeStaff(tx);
  const lanes = await ports.addresses(tx, staff);
  if (lanes.size === 0) return;
  const heard = await withoutTooMany(tx, platform, blocked);
  const names = await selectClientNames(tx, ids);
  const assignees = await selectAssignees(tx, ids);
  const notices = heard.flatMap((block) => {
    const client = { id: block.clientId, name: names.get(block.clientId) ?? '' };
    const concerned = staff.filter(({ id }) => assignees.get(client.id)?.has(id));
    const told = concerned.length > 0 ? concerned : staff.filter(({ role }) => role === 'admin');
    return told.flatMap((person): NewNotice[] => {
      const lane = lanes.get(personKey(person));
      if (!lane) return [];
      return [
        { ...blockNotice(client, person, platform.config.appUrl), lane, key: keyOf(block, person) },
      ];
    });
  });
  await enqueueNotices(tx, platform, notices);
}

/** Of each client: whoever blocks and unblocks all day long must not make the phones of staff ring. */
const blockLimits: Limit[] = [{ name: 'tickets.block_told', count: 5, seconds: 86_400 }];

async function withoutTooMany(
  tx: Tx,
  { secrets }: Pick<Platform, 'secrets'>,
  blocked: readonly Blocked[],
): Promise<Blocked[]> {
  const heard: Blocked[] = [];
  for (const block of blocked) {
    try {
      await takeFromLimits(tx, secrets, { limits: blockLimits, who: block.clientId });
      heard.push(block);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
  }
  return heard;
}

function keyOf({ clientId, at }: Blocked, { id }: ActiveStaff): string {
  return `staff.client_blocked:${clientId}:${at.getTime()}:${id}`;
}

function blockNotice(
  client: { id: string; name: string },
  { id, language }: { id: string; language: Language },
  appUrl: string,
): Omit<NewNotice, 'lane'> {
  const title = rich(client.name, { type: 'bold' });
  const body = rich(say(language, 'staff.client_blocked'));
  const text = say(language, 'button.client');
  const open = pageButton(appUrl, { path: `/admin/clients/${client.id}`, text });
  return {
    person: { kind: 'staff', id },
    kind: 'staff.client_blocked',
    rank: 'news',
    topic: 'blocked',
    text: joinRich([joinRich(['🚫', title], ' '), body], '\n\n'),
    fold: { title, body, language },
    keyboard: open && { inline: [[open]] },
    subject: { kind: 'client', id: client.id },
  };
}

/** Who has unsolved tickets of each of these clients. */
async function selectAssignees(tx: Tx, clientIds: string[]): Promise<Map<string, Set<string>>> {
  const found = await tx
    .selectDistinct({ clientId: tickets.clientId, assigneeId: tickets.assigneeId })
    .from(tickets)
    .where(and(inArray(tickets.clientId, clientIds), isNull(tickets.resolvedAt)));
  const assignees = new Map<string, Set<string>>();
  for (const { clientId, assigneeId } of found) {
    if (assigneeId === null) continue;
    assignees.set(clientId, (assignees.get(clientId) ?? new Set()).add(assigneeId));
  }
  return assignees;
}
