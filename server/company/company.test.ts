import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { audit } from '../../contract/audit.ts';
import { openMyTicket } from '../../contract/my-tickets.ts';
import {
  readSettings,
  updateCompany,
  updateTargets,
  updateWorkingHours,
  type WorkingHours,
} from '../../contract/settings.ts';
import { about } from '../../contract/sign-up.ts';
import { readTicket } from '../../contract/tickets.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { settings } from './company.tables.ts';
import { readCompany, readTargets } from './company.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ COMPANY_NAME: 'Север', CONSENT_VERSION: '2026-v9' });
});
afterAll(() => desk.close());

const company = {
  name: 'Север и сыновья',
  timeZone: 'Asia/Yekaterinburg',
  consentText: 'Я согласен.\nСо всем.',
  consentUrl: 'https://sever.example/privacy',
};

test('before anybody sets anything, the configuration and working days stand there', async () => {
  const { body } = await desk.call(desk.boris, readSettings);
  expect(body.company).toMatchObject({ name: 'Север', consentVersion: '2026-v9', version: 0 });
  expect(body.hours).toMatchObject({ days: { fri: [[540, 1080]], sat: [] }, version: 0 });
  expect(body.targets).toMatchObject({ urgent: { firstAnswer: 15, solution: 240 }, version: 0 });
});

test('what an admin changes shows at once, and a new text of the consent has a new version', async () => {
  const version = (await desk.call(desk.olga, readSettings)).body.company.version;
  const { status, body } = await desk.call(desk.olga, updateCompany, {
    body: { ...company, version },
  });
  expect([status, body]).toEqual([200, { version: version + 1 }]);
  const shown = await desk.call(desk.boris, readSettings);
  expect(shown.body.company).toMatchObject({ ...company, consentVersion: '2026-v10' });
  const told = await desk.call(undefined, about);
  expect(told.body).toMatchObject({
    companyName: company.name,
    consent: { text: company.consentText, version: '2026-v10', url: company.consentUrl },
  });
});

test('the same consent keeps its version', async () => {
  const now = (await desk.call(desk.olga, readSettings)).body.company;
  const body = { ...company, consentText: 'Да.', version: now.version };
  await desk.call(desk.olga, updateCompany, { body });
  const then = (await desk.call(desk.olga, readSettings)).body.company;
  const again = { ...body, name: 'Юг', version: then.version };
  await desk.call(desk.olga, updateCompany, { body: again });
  const last = (await desk.call(desk.olga, readSettings)).body.company;
  expect(last).toMatchObject({ name: 'Юг', consentVersion: then.consentVersion });
});

test('of two who change the same thing the slower is told so', async () => {
  const { version } = (await desk.call(desk.olga, readSettings)).body.targets;
  const calm = { firstAnswer: null, solution: null };
  const targets = { low: calm, normal: calm, high: calm, urgent: calm, version };
  const answers = await Promise.all([
    desk.call(desk.olga, updateTargets, { body: targets }),
    desk.call(desk.olga, updateTargets, { body: targets }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.error?.code).toBe('settings.changed');
  const { body } = await desk.call(desk.olga, readSettings);
  expect(body.targets).toMatchObject({ urgent: calm, version: version + 1 });
});

test('what is promised of open tickets follows the targets at once', async () => {
  const opened = await desk.call(desk.anna, openMyTicket, {
    body: { subject: 'Когда ответите?', text: 'Жду' },
  });
  const params = { ticketId: opened.body.id };
  const { version } = (await desk.call(desk.olga, readSettings)).body.targets;
  const change = async (firstAnswer: number | null, from: number) => {
    const each = { firstAnswer, solution: null };
    const body = { low: each, normal: each, high: each, urgent: each, version: from };
    expect((await desk.call(desk.olga, updateTargets, { body })).status).toBe(200);
    return (await desk.call(desk.olga, readTicket, { params })).body.dueAt;
  };
  const slow = await change(600, version);
  const fast = await change(1, version + 1);
  expect(Date.parse(fast ?? '')).toBeLessThan(Date.parse(slow ?? ''));
  expect(await change(null, version + 2)).toBeUndefined();
});

test('the audit log tells which field was changed from what to what', async () => {
  const { hours } = (await desk.call(desk.olga, readSettings)).body;
  const days: WorkingHours['days'] = { ...hours.days, sat: [[600, 840]] };
  const body = { days, holidays: ['2027-01-01'], version: hours.version };
  expect((await desk.call(desk.olga, updateWorkingHours, { body })).status).toBe(200);
  const log = await desk.call(desk.olga, audit, { query: { action: 'settings.hours_changed' } });
  expect(log.body.items[0]).toMatchObject({
    actor: { id: desk.olga.id },
    changes: { sat: ['', '10:00–14:00'], holidays: ['', '2027-01-01'] },
  });
});

test('an agent may read the settings, and a client may not even do that', async () => {
  const body = { ...company, version: 0 };
  expect((await desk.call(desk.boris, updateCompany, { body })).status).toBe(403);
  expect((await desk.call(desk.boris, readSettings)).status).toBe(200);
  expect((await desk.call(desk.anna, readSettings)).status).toBe(403);
});

test('hours that overlap, zones that are none and addresses that run something are refused', async () => {
  const { company: now, hours } = (await desk.call(desk.olga, readSettings)).body;
  const overlapping = {
    ...hours.days,
    mon: [
      [600, 700],
      [650, 800],
    ],
  };
  const wrong = { ...company, version: now.version };
  const answers = await Promise.all([
    desk.call(desk.olga, updateWorkingHours, { body: { ...hours, days: overlapping } }),
    desk.call(desk.olga, updateCompany, { body: { ...wrong, timeZone: 'Mars/Olympus' } }),
    desk.call(desk.olga, updateCompany, { body: { ...wrong, consentUrl: 'javascript:alert(1)' } }),
    desk.call(desk.olga, updateCompany, { body: { ...wrong, name: 'a\u0000b' } }),
    desk.call(desk.olga, updateCompany, { body: { ...wrong, version: 2e9 } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 409]);
});

test('what another instance has changed is read anew when it says so', async () => {
  const { database, live } = desk.platform;
  const { handle } = database;
  const version = 70;
  await readCompany(handle, desk.platform);
  await database.transaction(async (tx) => {
    const value = { name: 'Запад' };
    const fresh = { part: 'company' as const, value, version, changedAt: new Date() };
    const { part: target } = settings;
    await tx.insert(settings).values(fresh).onConflictDoUpdate({ target, set: fresh });
    live.publish(tx, 'desk', 'settings');
  });
  await vi.waitFor(async () => {
    expect(await readCompany(handle, desk.platform)).toMatchObject({ name: 'Запад', version });
  });
});

test('what is not changed comes from memory', async () => {
  const { handle } = desk.platform.database;
  expect(await readTargets(handle, desk.platform)).toBe(await readTargets(handle, desk.platform));
});
