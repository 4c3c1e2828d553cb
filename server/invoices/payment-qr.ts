/** What a bank app reads from a code on paper or screen: GOST R 56042-2014, payments of people in roubles. */
import { paymentCodeFields, type Seller } from '../../contract/billing.ts';
import type { Currency } from '../../contract/money.ts';

export interface PaymentAsked {
  /** With the company's name, which stands in where no legal name is set. */
  seller: Seller & { name: string };
  /** Minor units still to be paid. */
  due: number;
  currency: Currency;
  purpose: string;
}

type PaymentField = (typeof paymentCodeFields)[number];

// Lengths of the standard, in characters.
const longestName = 160;
const longestBank = 45;
const longestPurpose = 210;
/** Bytes: what a code of 45 mm holds and a phone still reads from paper (101 modules at level M). */
const longestText = 700;

/** The fields of the settings that a code still needs. */
export function paymentFieldsMissing(seller: Seller): PaymentField[] {
  return paymentCodeFields.filter((field) => seller[field].trim() === '');
}

/**
 * The text of the code: format `ST`, version `0001`, encoding `2` (UTF-8), then the separator and the
 * fields, the five obligatory ones first and in this order. The sum is in kopecks. Undefined where
 * there is nothing to pay, another currency, or a field is missing.
 */
export function paymentText({ seller, due, currency, purpose }: PaymentAsked): string | undefined {
  const name = seller.legalName.trim() || seller.name.trim();
  if (currency !== 'RUB' || due < 1 || !name) return undefined;
  if (paymentFieldsMissing(seller).length > 0) return undefined;
  const fields = (purpose: string) =>
    [
      'ST00012',
      `Name=${cut(name, longestName, longestName * 2)}`,
      `PersonalAcc=${value(seller.account)}`,
      `BankName=${cut(seller.bank, longestBank, longestBank * 2)}`,
      `BIC=${value(seller.bik)}`,
      // Obligatory: 0 says that the bank has none.
      `CorrespAcc=${value(seller.correspondentAccount) || '0'}`,
      `Sum=${due}`,
      ...(purpose ? [`Purpose=${purpose}`] : []),
      `PayeeINN=${value(seller.inn)}`,
      ...(seller.kpp ? [`KPP=${value(seller.kpp)}`] : []),
    ].join('|');
  const room = longestText - Buffer.byteLength(fields('.')) + 1;
  return fields(cut(purpose, longestPurpose, room));
}

/** The separator must not occur in a value, and a value is one line. */
function value(given: string): string {
  return given.replaceAll('|', '/').replace(/\s+/gu, ' ').trim();
}

/** So many characters and bytes from the beginning. */
function cut(given: string, characters: number, bytes: number): string {
  let text = '';
  let left = bytes;
  for (const character of [...value(given)].slice(0, characters)) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    text += character;
  }
  return text.trimEnd();
}
