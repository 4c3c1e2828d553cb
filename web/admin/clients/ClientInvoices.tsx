/** What the client has been asked to pay, what is still open, and what comes every month. */
import { Anchor, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatMoney } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Failure } from '../../ui/Failure.tsx';
import { useMay } from '../frame/viewer.ts';
import { InvoiceRows, InvoiceSkeletons } from '../invoices/InvoiceRows.tsx';
import { useInvoiceSums, useInvoices } from '../invoices/invoices-queries.ts';
import { RecurringRows } from '../recurring/RecurringRows.tsx';
import { useRecurringRows, useRunsRecurring } from '../recurring/recurring-queries.ts';
import styles from './ClientPage.module.css';
import { useClientsWords } from './clients-words.ts';

/** The newest; the others are a press away, so that the tickets below stay in sight. */
const shown = 5;

export function ClientInvoices({ clientId }: { clientId: string }) {
  const t = useClientsWords();
  const may = useMay();
  const runs = useRunsRecurring();
  const invoices = useInvoices({ clientId }, { limit: shown });
  const recurring = useRecurringRows(clientId);
  const rows = invoices.data?.pages.flatMap(({ items }) => items);
  // A client has twenty at most: they are on one page.
  const monthly = recurring.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={styles.invoices} aria-labelledby="client-invoices">
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle} id="client-invoices">
          {t('invoices')}
        </h2>
        {may('invoices.write') && (
          <Button
            component={Link}
            to={`/admin/invoices/new?client=${clientId}`}
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden="true" />}
          >
            {t('invoice_new')}
          </Button>
        )}
      </div>
      <Unpaid clientId={clientId} />
      {rows ? (
        rows.length > 0 ? (
          <InvoiceRows rows={rows} narrow />
        ) : (
          <p className={styles.quiet}>{t('invoices_none')}</p>
        )
      ) : invoices.error ? (
        <Failure error={invoices.error} again={() => void invoices.refetch()} />
      ) : (
        <InvoiceSkeletons count={3} />
      )}
      {invoices.hasNextPage && (
        <Anchor component={Link} to={`/admin/invoices?clientId=${clientId}`} size="sm">
          {t('invoices_all')}
        </Anchor>
      )}
      {monthly.length > 0 && (
        <>
          <h3 className={styles.partTitle}>{t('recurring')}</h3>
          <RecurringRows rows={monthly} narrow />
        </>
      )}
      {runs && (
        <Anchor component={Link} to={`/admin/invoices/recurring/new?client=${clientId}`} size="sm">
          {t('recurring_new')}
        </Anchor>
      )}
    </section>
  );
}

/** What is still to be paid, in each currency. */
function Unpaid({ clientId }: { clientId: string }) {
  const t = useClientsWords();
  const language = useLanguage();
  const { data } = useInvoiceSums({ clientId, state: 'unpaid' });
  const open = data?.sums.filter(({ due }) => due > 0) ?? [];
  if (open.length === 0) return null;
  return (
    <ul className={styles.unpaid}>
      {open.map(({ currency, due, overdue }) => (
        <li key={currency}>
          {t('invoices_unpaid')} <strong>{formatMoney(due, currency, language)}</strong>
          {overdue > 0 && (
            <span className={styles.late}>
              {t('invoices_overdue', { sum: formatMoney(overdue, currency, language) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
