/** An archive holds all that the one before it held: the disk is the company's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { myDataExports } from '../../contract/personal-data.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { done } from '../tickets/tickets-test.ts';
import { archivesIn } from './archive-folder.ts';
import { archiveOf, download } from './personal-data-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

test('a new archive takes the place of the client’s last one, and of nobody else’s', async () => {
  const { anna, dmitry } = desk;
  const newest = async (as: typeof anna) => done(await desk.call(as, myDataExports)).items[0]?.id;
  await archiveOf(desk, anna);
  const first = await newest(anna);
  await archiveOf(desk, dmitry);
  const his = await newest(dmitry);
  await archiveOf(desk, anna);
  const { items } = done(await desk.call(anna, myDataExports));
  expect(items.map(({ state }) => state)).toEqual(['ready', 'expired']);
  expect((await download(desk, anna, first ?? '')).json().error.code).toBe('export.not_ready');
  const kept = await archivesIn(desk.platform.config.filesDir);
  expect(kept.toSorted()).toEqual([items[0]?.id, his].toSorted());
});
