/** Somebody of the desk's cast has Telegram, as if they had connected it. */
import { connectChat } from '../server/telegram/connections/connection.ts';
import type { Desk, DeskClient, DeskStaff } from './desk.ts';

/** News is written for them from now on. Gives the sandbox's phone. */
export async function connects(
  { app, platform }: Desk,
  { kind, id, name }: Pick<DeskClient | DeskStaff, 'id' | 'name'> & { kind: 'client' | 'staff' },
  telegramId: number,
): Promise<string> {
  const phone = app.sandbox.addPhone({ firstName: name, telegramId });
  app.sandbox.start(phone.id);
  await platform.database.transaction((tx) =>
    connectChat(tx, platform, { person: { kind, id }, chatId: telegramId }),
  );
  return phone.id;
}
