/** What has come so far. */
import { Stack, Title } from '@mantine/core';
import { formatMoney } from '../../../contract/money.ts';
import { dayInFull } from '../../lib/days.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Card } from '../../ui/Card.tsx';
import styles from './InvoicePage.module.css';
import type { MyInvoice } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';

export function Payments({ invoice }: { invoice: MyInvoice }) {
  const t = useInvoiceWords();
  const language = useLanguage();
  return (
    <section aria-labelledby="payments">
      <Card>
        <Stack gap="xs">
          <Title order={2} size="h4" id="payments">
            {t('payments')}
          </Title>
          <ul className={styles.lines}>
            {invoice.payments.map((payment) => (
              <li key={payment.id} className={styles.line}>
                <span className={styles.description}>{dayInFull(payment.paidOn, language)}</span>
                <span className={styles.price}>
                  {t(payment.method === 'other' ? 'method_else' : `method_${payment.method}`)}
                </span>
                <span className={styles.amount}>
                  {formatMoney(payment.amount, invoice.currency, language)}
                </span>
              </li>
            ))}
          </ul>
        </Stack>
      </Card>
    </section>
  );
}
