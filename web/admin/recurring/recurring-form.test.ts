import { expect, test } from 'vitest';
import { newLine } from '../invoices/lines.ts';
import { fieldsOf, firstOn, newFields, readFields } from './recurring-form.ts';
import type { Recurring } from './recurring-queries.ts';

const kept: Recurring = {
  id: '0',
  version: 2,
  client: { id: 'anna', name: 'Анна' },
  first: 'Абонентское обслуживание',
  lines: 1,
  items: [{ description: 'Связь', quantity: 1500, unit: 'мес', unitPrice: 50_050, taxRate: 2000 }],
  note: 'Спасибо',
  dayOfMonth: 31,
  startsOn: '2026-01-31',
  issue: true,
  active: true,
  currency: 'RUB',
  total: 75_075,
};

test.each(['ru', 'en'])('what is kept comes back from the form as it was, in %s', (language) => {
  expect(readFields(fieldsOf(kept, language), { language, active: true })).toEqual({
    body: {
      ...{ clientId: 'anna', items: kept.items, note: 'Спасибо', dayOfMonth: 31 },
      ...{ startsOn: '2026-01-31', endsOn: null, issue: true, active: true },
    },
  });
});

test('what is missing is named, and blank lines are none', () => {
  const empty = newFields({ clientId: undefined, today: '2026-11-21', taxRate: 2000, note: '' });
  const read = { language: 'ru', active: true };
  expect(readFields(empty, read)).toEqual({ problems: ['client', 'lines'] });
  const wrong = {
    ...{ ...empty, clientId: 'anna', dayOfMonth: '' as const, endsOn: '2026-11-20' },
    lines: [newLine({ description: 'Связь', price: '10' })],
  };
  expect(readFields(wrong, read)).toEqual({ problems: ['dayOfMonth', 'endsOn'] });
});

test.each([
  [1, '2026-11-21', '2026-12-01'],
  [21, '2026-11-21', '2026-11-21'],
  [31, '2026-11-21', '2026-11-30'],
  [31, '2027-02-01', '2027-02-28'],
  [30, '2028-02-10', '2028-02-29'],
  [5, '2026-12-06', '2027-01-05'],
])('on day %i of the month, from %s, the first comes on %s', (day, from, first) => {
  expect(firstOn(day, from)).toBe(first);
});
