/** What the next invoice would say, with invented lines, while the settings are being written. */
import { formatMoney, formatQuantity, totalsOf } from '../../../contract/money.ts';
import { useAbout } from '../../lib/about.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Section } from '../../ui/Section.tsx';
import styles from './Billing.module.css';
import { useRateWord } from './BillingRates.tsx';
import type { BillingValues } from './billing-form.ts';
import { useSettingsWords } from './settings-words.ts';

interface BillingSampleProps {
  values: BillingValues;
  nextNumber: number;
}

export function BillingSample({ values, nextNumber }: BillingSampleProps) {
  const t = useSettingsWords();
  const language = useLanguage();
  const about = useAbout();
  const sayRate = useRateWord();
  const { currency, taxMode } = values;
  const taxRate = values.taxRates[0] ?? null;
  const lines = [
    { name: t('billing_sample_line'), quantity: 3000, unitPrice: 150_000, taxRate },
    { name: t('billing_sample_discount'), quantity: 1000, unitPrice: -45_000, taxRate },
  ];
  const { total, taxes } = totalsOf(lines, taxMode);
  const money = (minor: number) => formatMoney(minor, currency, language);
  const days = Number(values.dueDays);
  const named = (field: 'inn' | 'kpp' | 'bik' | 'account' | 'correspondentAccount') =>
    values[field] && `${t(`billing_${field}`)} ${values[field]}`;
  const seller = [
    values.legalName || about.data?.companyName,
    [named('inn'), named('kpp')].filter(Boolean).join(', '),
    values.address,
  ];
  const pay = [
    values.bank,
    named('bik'),
    named('account'),
    named('correspondentAccount'),
    values.otherDetails,
  ];
  return (
    <Section title={t('billing_sample')} text={t('billing_sample_text')}>
      <div className={styles.paper}>
        <p className={styles.title}>
          {t('billing_sample_title', { number: `${values.prefix.trim()}${nextNumber}` })}
        </p>
        <p className={styles.quiet}>
          {days === 0 ? t('billing_sample_due_today') : t('billing_sample_due', { count: days })}
        </p>
        <Told name={t('billing_sample_seller')} lines={seller} />
        <Told name={t('billing_sample_pay')} lines={pay} />
        <ul className={styles.items}>
          {lines.map(({ name, quantity, unitPrice }) => (
            <li key={name} className={styles.item}>
              <span>
                {name}
                <span className={styles.quiet}>
                  {t('billing_sample_quantity', {
                    quantity: formatQuantity(quantity, language),
                    price: money(unitPrice),
                  })}
                </span>
              </span>
              <span className={styles.sum}>{money((quantity / 1000) * unitPrice)}</span>
            </li>
          ))}
          {taxes.length === 0 && <li className={styles.item}>{t('billing_sample_no_tax')}</li>}
          {taxes.map(({ rate, tax }) => (
            <li key={rate} className={styles.item}>
              <span>
                {t(taxMode === 'included' ? 'billing_sample_tax_inside' : 'billing_sample_tax', {
                  rate: sayRate(rate),
                })}
              </span>
              <span className={styles.sum}>{money(tax)}</span>
            </li>
          ))}
          <li className={styles.item} data-total>
            <span>{t('billing_sample_total')}</span>
            <span className={styles.sum}>{money(total)}</span>
          </li>
        </ul>
        {values.note && <p className={styles.words}>{values.note}</p>}
        <Told name={t('billing_director')} lines={[values.director]} />
        <Told name={t('billing_accountant')} lines={[values.accountant]} />
      </div>
    </Section>
  );
}

function Told({ name, lines }: { name: string; lines: (string | undefined)[] }) {
  const told = lines.filter(Boolean);
  if (told.length === 0) return null;
  return (
    <div className={styles.told}>
      <span className={styles.quiet}>{name}</span>
      {told.map((line) => (
        <span key={line} className={styles.words}>
          {line}
        </span>
      ))}
    </div>
  );
}
