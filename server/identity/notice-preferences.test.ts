import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  clientTopics,
  readPreferences,
  savePreferences,
  staffTopics,
} from '../../contract/notices.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { openEvents } from './staff-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const quietHours = { from: '22:00', to: '08:00', timeZone: 'Asia/Omsk', how: 'held' } as const;

test('clients and staff have their own kinds, and hear everything until they choose', async () => {
  expect((await desk.call(desk.anna, readPreferences)).body).toEqual({
    modes: {},
    quietHours: null,
    topics: [...clientTopics],
  });
  expect((await desk.call(desk.boris, readPreferences)).body.topics).toEqual([...staffTopics]);
});

test('what somebody chooses is kept, their own pages hear of it, and nobody else’s choices change', async () => {
  const stream = await openEvents(desk, desk.anna);
  await vi.waitFor(() => expect(stream.received()).toContain('"ready"'));
  const body = { modes: { invoices: 'silent', reminders: 'off' }, quietHours };
  expect((await desk.call(desk.anna, savePreferences, { body })).body).toEqual({ done: true });
  await vi.waitFor(() => expect(stream.received()).toContain('"me"'));
  stream.close();
  expect((await desk.call(desk.anna, readPreferences)).body).toMatchObject(body);
  expect((await desk.call(desk.dmitry, readPreferences)).body).toMatchObject({
    modes: {},
    quietHours: null,
  });
});

test('kinds of the other side, hours without length and unknown zones are refused with the field', async () => {
  const refusal = async (who: 'anna' | 'boris', body: object) => {
    const { status, error } = await desk.call(desk[who], savePreferences, { body });
    return [status, error?.code, error?.fields];
  };
  expect(await refusal('anna', { modes: { notes: 'on' }, quietHours: null })).toEqual([
    400,
    'request.invalid',
    { 'modes.notes': 'unknown' },
  ]);
  expect(await refusal('boris', { modes: { invoices: 'off' }, quietHours: null })).toEqual([
    400,
    'request.invalid',
    { 'modes.invoices': 'unknown' },
  ]);
  const endless = { ...quietHours, to: quietHours.from };
  expect(await refusal('boris', { modes: {}, quietHours: endless })).toEqual([
    400,
    'request.invalid',
    { 'quietHours.to': 'out_of_range' },
  ]);
  for (const wrong of [{ timeZone: 'Europe/Atlantis' }, { from: '24:00' }, { how: 'never' }]) {
    const [status] = await refusal('boris', { modes: {}, quietHours: { ...quietHours, ...wrong } });
    expect(status).toBe(400);
  }
  expect((await desk.call(desk.boris, readPreferences)).body.modes).toEqual({});
});
