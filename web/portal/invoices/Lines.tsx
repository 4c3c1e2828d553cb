/** What the invoice is for, line by line, and what it comes to. */
import { Stack, Text, Title } from '@mantine/core';
import { formatMoney, formatQuantity, formatRate } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Card } from '../../ui/Card.tsx';
import styles from './InvoicePage.module.css';
import type { MyInvoice } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';

export function Lines({ invoice }: { invoice: MyInvoice }) {
  const t = useInvoiceWords();
  return (
    <section aria-labelledby="lines">
      <Card>
        <Stack gap="xs">
          <Title order={2} size="h4" id="lines">
            {t('what_for')}
          </Title>
          <ul className={styles.lines}>
            {invoice.items.map((item, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an issued invoice never changes
              <Line key={place} item={item} invoice={invoice} />
            ))}
          </ul>
          <Totals invoice={invoice} />
        </Stack>
      </Card>
    </section>
  );
}

interface LineProps {
  item: MyInvoice['items'][number];
  invoice: MyInvoice;
}

function Line({ item, invoice: { currency } }: LineProps) {
  const t = useInvoiceWords();
  const language = useLanguage();
  const quantity = `${formatQuantity(item.quantity, language)} ${item.unit}`.trim();
  const price = formatMoney(item.unitPrice, currency, language);
  const tax =
    item.taxRate === null ? t('tax_none') : t('tax', { rate: formatRate(item.taxRate, language) });
  return (
    <li className={styles.line}>
      <span className={styles.description}>{item.description}</span>
      <span className={styles.price}>
        {t('line_price', { quantity, price })} · {tax}
      </span>
      <span className={styles.amount}>{formatMoney(item.total, currency, language)}</span>
    </li>
  );
}

function Totals({ invoice }: { invoice: MyInvoice }) {
  const t = useInvoiceWords();
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, invoice.currency, language);
  const rate = (hundredths: number) => formatRate(hundredths, language);
  const onTop = invoice.taxMode === 'on_top';
  return (
    <>
      <dl className={styles.totals}>
        {onTop && invoice.taxes.length > 0 && <Total name={t('net')} sum={money(invoice.net)} />}
        {onTop &&
          invoice.taxes.map((tax) => (
            <Total key={tax.rate} name={t('tax', { rate: rate(tax.rate) })} sum={money(tax.tax)} />
          ))}
        <Total name={t('total')} sum={money(invoice.total)} strong />
        {!onTop &&
          invoice.taxes.map((tax) => (
            <Total
              key={tax.rate}
              name={t('tax_within', { rate: rate(tax.rate) })}
              sum={money(tax.tax)}
            />
          ))}
        {invoice.paid > 0 && <Total name={t('paid')} sum={money(invoice.paid)} />}
        {invoice.status === 'issued' && invoice.paid > 0 && (
          <Total name={t('left')} sum={money(invoice.due)} strong />
        )}
      </dl>
      {invoice.taxes.length === 0 && (
        <Text c="dimmed" size="sm" ta="right">
          {t('tax_none')}
        </Text>
      )}
    </>
  );
}

function Total({ name, sum, strong = false }: { name: string; sum: string; strong?: boolean }) {
  return (
    <div className={styles.total} data-strong={strong}>
      <dt>{name}</dt>
      <dd>{sum}</dd>
    </div>
  );
}
