/** A client changes the profile at the moment in which somebody deletes the client. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { clients } from './identity.tables.ts';
import { updateViewer } from './me.ts';
import { auditEntries } from './staff.tables.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

test('the change finds nobody, and the log does not tell of the person again', async () => {
  const { handle } = desk.platform.database;
  const { id, name, sessionId } = await desk.addClient({ name: 'Гликерия' });
  await handle.delete(clients).where(eq(clients.id, id));
  const viewer = { kind: 'client' as const, id, name, sessionId, language: 'ru' as const };
  const change = updateViewer(desk.platform, viewer, {
    given: { name: 'Гликерия Вторая' },
    origin: { address: '192.0.2.1', browser: 'Firefox' },
  });
  await expect(change).rejects.toMatchObject({ code: 'session.ended' });
  expect(await handle.select().from(auditEntries).where(eq(auditEntries.subjectId, id))).toEqual(
    [],
  );
});
