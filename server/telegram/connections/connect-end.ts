/** A connection ends: by the person's own will, or because the person is shut out or gone. */
import { readCompany } from '../../company/company.ts';
import { enqueueNotices, type Person } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { farewellNotice } from './connect.notices.ts';
import { endLinksOf, takeTurns } from './connect-link.queries.ts';
import type { Owner } from './connect-link.ts';
import { dropConnection, findConnection } from './connection.ts';

/** Ends connection and links; the chat is told, once. What waits is not sent any more. Repeating it does no harm. */
export async function disconnect(
  platform: Platform,
  { person, language }: Omit<Owner, 'sessionId'>,
): Promise<void> {
  await platform.database.transaction(async (tx) => {
    await takeTurns(tx, person);
    const connection = await findConnection(tx, person);
    await endTelegramOf(tx, platform, person);
    if (connection?.state !== 'connected') return;
    const { name: company } = await readCompany(tx, platform);
    const { chatId } = connection;
    const told = farewellNotice({ person, chatId, company, language }, 'ended');
    await enqueueNotices(tx, platform, [told]);
  });
}

/** Nothing goes to the person's chat from now on, and nobody is told so there. */
export async function endTelegramOf(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  person: Person,
): Promise<void> {
  await endLinksOf(tx, person);
  await dropConnection(tx, platform, person);
}
