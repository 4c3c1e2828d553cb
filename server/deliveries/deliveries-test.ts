/** What the tests of this slice share: chats of the cast, and notices that are sent to them. */
import type { DeliveryRow } from '../../contract/deliveries.ts';
import { deliveryCounts, listDeliveries } from '../../contract/deliveries.ts';
import type { Desk, DeskClient, DeskStaff } from '../../testing/desk.ts';
import { enqueueNotices, type NewNotice } from '../notifications/notifications.ts';
import { connectChat } from '../telegram/connections/connection.ts';

export interface Chat {
  person: DeskClient | DeskStaff;
  telegramId: number;
  /** The sandbox's name for the phone. */
  phone: string;
}

/** Connects a person of the cast to a phone of the sandbox. */
export async function connects(
  desk: Desk,
  person: DeskClient | DeskStaff,
  { telegramId, username }: { telegramId: number; username?: string },
): Promise<Chat> {
  const { sandbox } = desk.app;
  const { id: phone } = sandbox.addPhone({ firstName: person.name, telegramId });
  await greeted(desk, phone);
  const { kind, id } = person;
  await desk.platform.database.transaction((tx) =>
    connectChat(tx, desk.platform, {
      person: { kind, id },
      chatId: telegramId,
      ...(username !== undefined && { username }),
    }),
  );
  return { person, telegramId, phone };
}

/** The bot answers whoever starts it: what a test arranges is not meant for that. */
async function greeted({ app: { sandbox } }: Desk, phone: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = sandbox.subscribe(() => {
    if (sandbox.chat(phone).messages.some(({ from }) => from === 'bot')) resolve();
  });
  sandbox.start(phone);
  await promise;
  end();
}

/** A notice for this chat, written but perhaps not sent yet. */
export async function enqueue(
  desk: Desk,
  { person: { kind, id }, telegramId }: Chat,
  given: Partial<NewNotice> = {},
): Promise<string> {
  const { database } = desk.platform;
  const [notice = ''] = await database.transaction((tx) =>
    enqueueNotices(tx, desk.platform, [
      {
        lane: { channel: 'telegram', address: String(telegramId) },
        person: { kind, id },
        kind: 'ticket.answered',
        rank: 'news',
        text: { text: 'News.' },
        ...given,
      },
    ]),
  );
  return notice;
}

/** Lets everything go out that may: a chat takes one message a second. */
export async function goesOut(desk: Desk): Promise<void> {
  for (let seconds = 0; seconds < 5; seconds++) {
    await desk.app.telegram.delivery.idle();
    await desk.advance(1_100);
  }
  await desk.app.telegram.delivery.idle();
}

export async function rowsOf(
  desk: Desk,
  query: Record<string, unknown> = {},
): Promise<DeliveryRow[]> {
  const { body } = await desk.call(desk.olga, listDeliveries, { query });
  return body.items;
}

export async function countsOf(desk: Desk) {
  return (await desk.call(desk.olga, deliveryCounts)).body;
}

export async function rowOf(desk: Desk, id: string): Promise<DeliveryRow> {
  const found = (await rowsOf(desk, { limit: 50 })).find((row) => row.id === id);
  if (!found) throw new Error('The notice is not among the newest.');
  return found;
}
