import { expect, test } from 'vitest';
import { isNarrowed, readInvoiceFilters, writeInvoiceFilters } from './invoice-filters.ts';

const client = '0199c2a4-7b1e-7c7e-9d55-2f3f6f1f0a01';

test('filters stand in the address and are read from it', () => {
  const filters = {
    state: 'overdue',
    clientId: client,
    search: 'СЧ-17',
    from: '2026-11-01',
  } as const;
  expect(readInvoiceFilters(new URLSearchParams(writeInvoiceFilters(filters)))).toEqual(filters);
  expect(isNarrowed(filters)).toBe(true);
});

test('what the list shows by itself needs no address', () => {
  expect(writeInvoiceFilters({ state: 'all', search: '' })).toBe('');
  expect(readInvoiceFilters(new URLSearchParams('state=all'))).toEqual({});
  expect(isNarrowed({ state: 'paid' })).toBe(false);
});

test('what makes no sense in an address is passed over', () => {
  const typed = new URLSearchParams('state=lost&clientId=1&from=yesterday&to=2026-02-30&search=+');
  expect(readInvoiceFilters(typed)).toEqual({});
});
