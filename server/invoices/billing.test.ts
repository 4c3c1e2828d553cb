/** The settings of invoices: who was faster wins, and what the log keeps of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../../contract/audit.ts';
import { readBilling, updateBilling } from '../../contract/billing.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { done } from '../tickets/tickets-test.ts';
import { issues, sets } from './invoices-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

const read = async () => done(await desk.call(desk.boris, readBilling));

test('before anybody sets anything they are fit for a company in Russia', async () => {
  expect(await read()).toMatchObject({
    ...{ version: 0, currency: 'RUB', taxMode: 'included', prefix: '', dueDays: 5 },
    ...{ taxRates: [null, 2200, 1000, 700, 500, 0], reminderDays: [-3, 0, 3], reminderHour: 10 },
    nextNumber: 1,
    missingForQr: ['inn', 'bank', 'bik', 'account'],
  });
});

test('of two who change one version the second is told', async () => {
  const { version, nextNumber: _, missingForQr: __, ...billing } = await read();
  const change = (legalName: string) =>
    desk.call(desk.olga, updateBilling, { body: { version, billing: { ...billing, legalName } } });
  const answers = await Promise.all([change('ООО «Раз»'), change('ООО «Два»')]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(answers.find(({ error }) => error)?.error?.code).toBe('settings.changed');
  const first = answers[0]?.status === 200 ? 'ООО «Раз»' : 'ООО «Два»';
  expect(await read()).toMatchObject({ legalName: first, version: version + 1 });
});

test('what has changed is in the log, and nothing else', async () => {
  await sets(desk, { note: 'Спасибо', dueDays: 14, taxRates: [2200, null] });
  const { items } = done(await desk.call(desk.olga, audit, {}));
  expect(items[0]).toMatchObject({ action: 'settings.billing_changed' });
  expect(items[0]?.changes).toEqual({
    note: ['', 'Спасибо'],
    dueDays: ['5', '14'],
    taxRates: ['—, 22%, 10%, 7%, 5%, 0%', '22%, —'],
  });
});

test('details with wrong digits are refused by field', async () => {
  const { version, nextNumber: _, missingForQr: __, ...billing } = await read();
  const body = { version, billing: { ...billing, inn: '7707083894', kpp: 'x' } };
  const { error } = await desk.call(desk.olga, updateBilling, { body });
  expect(error).toMatchObject({
    code: 'request.invalid',
    fields: { 'billing.inn': 'check_digits', 'billing.kpp': 'malformed' },
  });
});

test('a payment code needs the bank in roubles, and nothing elsewhere', async () => {
  await sets(desk, {
    ...{
      inn: '7707083893',
      bank: 'ПАО Сбербанк',
      bik: '044525225',
      account: '40702810638050013199',
    },
    correspondentAccount: '30101810400000000225',
  });
  expect((await read()).missingForQr).toEqual([]);
  await sets(desk, { bank: '', bik: '' });
  expect((await read()).missingForQr).toEqual(['bank', 'bik']);
  await sets(desk, { currency: 'USD' });
  expect((await read()).missingForQr).toEqual([]);
  await sets(desk, { currency: 'RUB' });
});

test('the next number is told, and open pages hear of a change', async () => {
  await issues(desk);
  expect((await read()).nextNumber).toBe(2);
  const heard: string[] = [];
  const stop = desk.platform.live.subscribe('desk', (detail) => heard.push(String(detail)));
  await sets(desk, { prefix: 'A-' });
  await expect.poll(() => heard).toContain('settings');
  stop();
});
