import { expect, test } from 'vitest';
import {
  bodyOf,
  type DraftFields,
  fieldId,
  fieldsOf,
  firstProblem,
  isWorthKeeping,
  newFields,
  totalsOfFields,
} from './draft-fields.ts';
import { newLine } from './lines.ts';

const client = '0199c2a4-7b1e-7c7e-9d55-2f3f6f1f0a01';
const billing = { taxRates: [2000, null], note: 'Спасибо!' };
const fresh = (clientId: string | undefined = client) =>
  newFields(billing, { clientId, ticketId: undefined });
const filled = (): DraftFields => ({
  ...fresh(),
  lines: [
    newLine({ description: 'Уборка', quantity: '3', price: '33,33', taxRate: 2000 }),
    newLine({ description: 'Скидка', price: '-10', taxRate: null }),
    newLine(),
  ],
});

test('a new draft has one empty line with the first rate, and the note of the settings', () => {
  expect(fresh()).toMatchObject({ lines: [{ taxRate: 2000, price: '' }], note: 'Спасибо!' });
  expect(isWorthKeeping(fresh())).toBe(false);
  expect(isWorthKeeping(filled())).toBe(true);
});

test('what can be read goes to the server, and comes back as the same fields', () => {
  const body = bodyOf({ ...filled(), dueOn: '2026-12-01' }, 'ru');
  expect(body).toMatchObject({ clientId: client, ticketId: null, dueOn: '2026-12-01' });
  expect(body?.items.map(({ unitPrice }) => unitPrice)).toEqual([3333, -1000]);
  const kept = {
    client: { id: client, name: 'Анна' },
    items: (body?.items ?? []).map((item) => ({ ...item, net: 0, tax: 0, total: 0 })),
    dueOn: '2026-12-01',
    note: 'Спасибо!',
  };
  expect(bodyOf(fieldsOf(kept, { ...billing, language: 'en' }), 'en')).toEqual(body);
});

test('nothing goes to the server without a client, or with a line that cannot be read', () => {
  expect(bodyOf(fresh(''), 'ru')).toBeUndefined();
  const lines = [newLine({ description: 'Уборка', price: 'сто' })];
  expect(bodyOf({ ...filled(), lines }, 'ru')).toBeUndefined();
});

test('the totals follow what can be read', () => {
  const totals = totalsOfFields(filled(), { taxMode: 'on_top', language: 'ru' });
  expect(totals).toEqual({
    net: 8999,
    tax: 2000,
    total: 10_999,
    taxes: [{ rate: 2000, tax: 2000 }],
  });
});

test('the first problem is found where it stands', () => {
  expect(firstProblem(fresh(''), 'ru')).toBe('client');
  const [line] = fresh().lines;
  expect(firstProblem({ ...fresh(), lines: line ? [line] : [] }, 'ru')).toBe(
    fieldId(line?.key ?? '', 'description'),
  );
  expect(firstProblem(filled(), 'ru')).toBeUndefined();
  expect(firstProblem({ ...filled(), note: 'я'.repeat(1001) }, 'ru')).toBe('note');
});
