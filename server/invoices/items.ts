/** The lines of an invoice, priced; and whether their sums are such that money can be reckoned exactly. */
import type { NewItem } from '../../contract/invoice-shapes.ts';
import {
  type Amounts,
  amountsOf,
  largestSum,
  type TaxMode,
  type Totals,
  totalsOf,
} from '../../contract/money.ts';
import { CodedError } from '../platform/errors.ts';

export type PricedItem = NewItem & Amounts;

/** Throws `invoice.too_large` where a line or the whole is beyond `largestSum`, in either direction. */
export function priceItems(
  items: readonly NewItem[],
  mode: TaxMode,
): { items: PricedItem[]; totals: Totals } {
  const priced = items.map((item) => ({ ...item, ...amountsOf(item, mode) }));
  const totals = totalsOf(items, mode);
  for (const { net, total } of [...priced, totals]) {
    if (Math.abs(total) > largestSum || Math.abs(net) > largestSum) {
      throw new CodedError('invoice.too_large');
    }
  }
  return { items: priced, totals };
}
