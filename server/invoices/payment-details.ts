/** What a bank app asks for, as one text to be copied. */
import { formatMoney } from '../../contract/money.ts';
import type { Language } from '../../contract/person.ts';
import { words } from '../platform/i18n.ts';
import type { Invoice } from './invoices.policy.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';
import { purposeOf } from './purpose.ts';

const say = words({ en, ru });

/** A copy button holds 256 characters (Bot API, CopyTextButton); UTF-16 units are never fewer. */
const mostCopied = 256;

type Asked = Pick<Invoice, 'seller' | 'total' | 'paid' | 'currency' | 'numberText' | 'issuedOn'>;
type Detail = 'inn' | 'kpp' | 'account' | 'bik' | 'bank' | 'correspondent';

/** What a bank finds by itself: left out in this order where there is no room. */
const spared: readonly Detail[] = ['kpp', 'bank', 'correspondent', 'inn'];

/**
 * Account, sum and purpose, with as much around them as a copy button holds. Nothing where the seller
 * names no account, or where even that does not fit: what is copied must not be half of it.
 */
export function paymentDetails(invoice: Asked, language: Language): string | undefined {
  const { seller, total, paid, currency } = invoice;
  if (!seller || !(seller.account.trim() || seller.otherDetails.trim())) return undefined;
  const { inn, kpp, account, bik, bank, correspondentAccount: correspondent } = seller;
  const details = Object.entries({ inn, kpp, account, bik, bank, correspondent });
  const sum = `${say(language, 'details.sum')} ${formatMoney(total - paid, currency, language)}`;
  // By hand: names and details are written by people, and never read as a template.
  const textWithout = (left: readonly string[]) =>
    [
      seller.legalName.trim() || seller.name,
      ...(account.trim() ? [] : [seller.otherDetails.trim()]),
      ...details
        .filter(([name, value]) => value.trim() && !left.includes(name))
        .map(([name, value]) => `${say(language, `details.${name as Detail}`)} ${value.trim()}`),
      sum,
      purposeOf(invoice, language),
    ].join('\n');
  const tries = [...spared.keys(), spared.length].map((count) => spared.slice(0, count));
  return tries.map(textWithout).find(({ length }) => length <= mostCopied);
}
