/** What an invoice comes to: without tax, the tax by rate, and all in all. */
import {
  type Currency,
  formatMoney,
  formatRate,
  type TaxMode,
  type Totals,
} from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useInvoicesWords } from './invoices-words.ts';
import styles from './TotalsList.module.css';

interface TotalsListProps {
  totals: Totals;
  currency: Currency;
  taxMode: TaxMode;
}

export function TotalsList({ totals, currency, taxMode }: TotalsListProps) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, currency, language);
  const label = taxMode === 'included' ? 'total_tax_inside' : 'total_tax';
  return (
    <dl className={styles.totals}>
      <Pair name={t('total_net')} value={money(totals.net)} />
      {totals.taxes.map(({ rate, tax }) => (
        <Pair key={rate} name={t(label, { rate: formatRate(rate, language) })} value={money(tax)} />
      ))}
      <Pair strong name={t('total')} value={money(totals.total)} />
    </dl>
  );
}

export function Pair({ name, value, strong }: { name: string; value: string; strong?: boolean }) {
  return (
    <div className={styles.pair} data-strong={strong}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
