import { describe, expect, test } from 'vitest';
import { refusedClaim, standingOf, statusOf, toPay } from './invoice-status.ts';

const claim = (state: 'pending' | 'confirmed' | 'rejected' | 'withdrawn', day = 1) => ({
  id: `${state}-${day}`,
  state,
  amount: 100,
  paidOn: '2026-11-20',
  comment: '',
  files: [],
  createdAt: `2026-11-0${day}T10:00:00Z`,
});

const issued = {
  status: 'issued',
  overdue: false,
  claims: [],
  dueOn: '2026-12-01',
  payments: [],
} as const;

describe('where an invoice stands', () => {
  test('is to pay by a day, then overdue since that day', () => {
    expect(statusOf({ ...issued, claims: [], payments: [] })).toEqual({
      standing: 'to_pay',
      day: '2026-12-01',
    });
    expect(statusOf({ ...issued, overdue: true, claims: [], payments: [] }).standing).toBe(
      'overdue',
    );
  });

  test('is being checked from the moment that the client says "I have paid", late or not', () => {
    const said = { ...issued, overdue: true, claims: [claim('pending')], payments: [] };
    expect(statusOf(said).standing).toBe('checking');
    expect(standingOf({ status: 'issued', overdue: true, claimed: true })).toBe('checking');
  });

  test('is paid on the day of the last payment', () => {
    const payment = (paidOn: string) => ({
      id: paidOn,
      amount: 1,
      paidOn,
      method: 'bank' as const,
    });
    const payments = [payment('2026-11-19'), payment('2026-11-25'), payment('2026-11-20')];
    expect(statusOf({ ...issued, status: 'paid', claims: [], payments })).toEqual({
      standing: 'paid',
      day: '2026-11-25',
    });
  });

  test('is void whatever was said of it, without a day to pay by', () => {
    const over = { ...issued, status: 'void' as const, claims: [claim('pending')], payments: [] };
    expect(statusOf(over)).toEqual({ standing: 'void' });
  });
});

describe('a refusal', () => {
  test('is told while it is the last word', () => {
    const claims = [claim('rejected', 2), claim('confirmed', 1)];
    expect(refusedClaim({ claims, status: 'issued' })?.id).toBe('rejected-2');
    expect(refusedClaim({ claims: [...claims, claim('withdrawn', 3)], status: 'issued' })?.id).toBe(
      'rejected-2',
    );
  });

  test('is history once it was said again, or is paid', () => {
    const claims = [claim('rejected', 2), claim('pending', 3)];
    expect(refusedClaim({ claims, status: 'issued' })).toBeUndefined();
    expect(refusedClaim({ claims: [claim('rejected')], status: 'paid' })).toBeUndefined();
  });
});

test('what is overdue is a part of what is to be paid, each currency for itself', () => {
  const due = [
    { currency: 'RUB', amount: 1000, overdue: true },
    { currency: 'USD', amount: 70, overdue: false },
    { currency: 'RUB', amount: 500, overdue: false },
    { currency: 'EUR', amount: 0, overdue: false },
  ] as const;
  expect(toPay([...due])).toEqual([
    { currency: 'RUB', amount: 1500, overdue: 1000 },
    { currency: 'USD', amount: 70, overdue: 0 },
  ]);
});
