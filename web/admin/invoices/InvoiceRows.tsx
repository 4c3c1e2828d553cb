/** Invoices as a list: number, for whom, how they stand, until when, and how much. */
import { Skeleton } from '@mantine/core';
import { formatMoney } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { Row, RowSkeletons, Rows } from '../../ui/Rows.tsx';
import { sayDay, todayIn } from './days.ts';
import styles from './InvoiceRows.module.css';
import { InvoiceStatus } from './InvoiceStatus.tsx';
import type { InvoiceRow } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

interface InvoiceRowsProps {
  rows: readonly InvoiceRow[];
  /** On the page of a client or a ticket everybody knows for whom; and there is less room. */
  narrow?: boolean;
}

export function InvoiceRows({ rows, narrow = false }: InvoiceRowsProps) {
  return (
    <Rows className={styles.rows} data-narrow={narrow}>
      {rows.map((row) => (
        <Row key={row.id} to={`/admin/invoices/${row.id}`} className={styles.row}>
          <Invoice row={row} narrow={narrow} />
        </Row>
      ))}
    </Rows>
  );
}

function Invoice({ row, narrow }: { row: InvoiceRow; narrow: boolean }) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, row.currency, language);
  const partly = row.status === 'issued' && row.paid > 0;
  return (
    <>
      <span className={styles.number}>{row.number ?? t('draft')}</span>
      {!narrow && <span className={styles.client}>{row.client.name}</span>}
      <span className={styles.state}>
        <InvoiceStatus invoice={row} />
      </span>
      <span className={styles.when} data-late={row.overdue}>
        <Moment row={row} />
      </span>
      <span className={styles.sum} data-void={row.status === 'void'}>
        {money(row.total)}
        {partly && (
          <span className={styles.partly}>
            {t('row_due', { sum: money(row.total - row.paid) })}
          </span>
        )}
      </span>
    </>
  );
}

/** The one day that matters at this stage. */
function Moment({ row }: { row: InvoiceRow }) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const today = todayIn(useTimeZone());
  const say = (day: string) => sayDay(day, { language, today });
  if (row.status === 'issued' && row.dueOn) return t('row_until', { day: say(row.dueOn) });
  if (row.issuedOn) return t('row_issued', { day: say(row.issuedOn) });
  return t('row_begun', { day: say(row.createdAt.slice(0, 10)) });
}

export function InvoiceSkeletons({ count }: { count?: number }) {
  return (
    <RowSkeletons count={count} className={styles.rows} row={styles.row}>
      <Skeleton height={16} width="60%" />
      <Skeleton height={16} width="40%" />
    </RowSkeletons>
  );
}
