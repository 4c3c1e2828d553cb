/** How an invoice stands for the client who is to pay it. */
import type { Currency } from '../../../contract/money.ts';
import type { MyInvoice, MyInvoiceRow, MyInvoices } from './invoice-queries.ts';

/** `checking`: the client has said that it is paid, and nobody has looked yet. */
export type InvoiceStanding = 'to_pay' | 'overdue' | 'checking' | 'paid' | 'void';

type Stored = Pick<MyInvoiceRow, 'status' | 'overdue' | 'claimed'>;

export function standingOf({ status, overdue, claimed }: Stored): InvoiceStanding {
  if (status === 'void' || status === 'paid') return status;
  if (claimed) return 'checking';
  return overdue ? 'overdue' : 'to_pay';
}

type Whole = Pick<MyInvoice, 'status' | 'overdue' | 'claims' | 'dueOn' | 'payments'>;

/** The same with the day that belongs to it: due, or the day on which the last of the money was sent. */
export function statusOf(invoice: Whole): { standing: InvoiceStanding; day?: string } {
  const claimed = pendingClaim(invoice) !== undefined;
  const standing = standingOf({ ...invoice, claimed });
  const day = standing === 'paid' ? lastPaidOn(invoice) : invoice.dueOn;
  return day && standing !== 'void' ? { standing, day } : { standing };
}

export function pendingClaim<Claim extends { state: string }>({
  claims,
}: {
  claims: readonly Claim[];
}): Claim | undefined {
  return claims.find(({ state }) => state === 'pending');
}

/** The last word was "no": the client has to know why. Older refusals are history. */
export function refusedClaim<Claim extends { state: string; createdAt: string }>({
  claims,
  status,
}: {
  claims: readonly Claim[];
  status: string;
}): Claim | undefined {
  if (status !== 'issued') return undefined;
  const said = claims.filter(({ state }) => state !== 'withdrawn');
  const last = said.reduce<Claim | undefined>(
    (latest, claim) => (latest && latest.createdAt > claim.createdAt ? latest : claim),
    undefined,
  );
  return last?.state === 'rejected' ? last : undefined;
}

interface ToPay {
  currency: Currency;
  /** Minor units, what is overdue included. */
  amount: number;
  overdue: number;
}

/** What is to be paid in all and how much of it is overdue, by currency. */
export function toPay(due: MyInvoices['due']): ToPay[] {
  const sums = new Map<Currency, ToPay>();
  for (const { currency, amount, overdue } of due) {
    const sum = sums.get(currency) ?? { currency, amount: 0, overdue: 0 };
    sums.set(currency, {
      currency,
      amount: sum.amount + amount,
      overdue: sum.overdue + (overdue ? amount : 0),
    });
  }
  return [...sums.values()].filter(({ amount }) => amount > 0);
}

function lastPaidOn({ payments }: Pick<Whole, 'payments'>): string | undefined {
  return payments
    .map(({ paidOn }) => paidOn)
    .sort()
    .at(-1);
}
