/** What waits to be paid, and how money came in by month. */
import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconFileInvoice } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { capped } from '../../ui/CountTabs.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { useInvoiceCounts, useMoney } from '../invoices/invoices-queries.ts';
import styles from './HomePage.module.css';
import { useHomeWords } from './home-words.ts';
import { isQuiet } from './months.ts';

const MoneyPlots = lazy(async () => ({ default: (await import('./MoneyPlots.tsx')).MoneyPlots }));

const states = ['unpaid', 'overdue', 'claimed'] as const;
const periods = ['6', '12', '24'];

export function Money() {
  const t = useHomeWords();
  const [months, choose] = useState('12');
  const counts = useInvoiceCounts();
  const money = useMoney(Number(months));
  const none =
    money.data &&
    isQuiet(money.data.byMonth) &&
    counts.data?.draft === 0 &&
    counts.data.unpaid === 0;
  return (
    <section aria-labelledby="money">
      <div className={styles.reportHead}>
        <h2 id="money">{t('money')}</h2>
        {!none && (
          <SegmentedControl
            aria-label={t('period')}
            data={periods.map((value) => ({ value, label: t('months', { count: Number(value) }) }))}
            value={months}
            onChange={choose}
          />
        )}
      </div>
      {none ? (
        <div className={styles.plot}>
          <EmptyState
            icon={<IconFileInvoice size={28} />}
            title={t('money_none')}
            action={
              <Button component={Link} to="/admin/invoices/new">
                {t('money_first')}
              </Button>
            }
          >
            {t('money_none_text')}
          </EmptyState>
        </div>
      ) : (
        <>
          <nav className={styles.cards} aria-label={t('money_waiting')}>
            {states.map((state) => (
              <Link
                key={state}
                className={styles.card}
                to={`/admin/invoices?state=${state}`}
                data-late={state === 'overdue' && (counts.data?.overdue ?? 0) > 0}
              >
                <span className={styles.count}>
                  {counts.data ? capped(counts.data[state]) : <Skeleton height={30} width={44} />}
                </span>
                <span className={styles.name}>{t(`invoices_${state}`)}</span>
              </Link>
            ))}
          </nav>
          <div className={styles.money}>
            {money.data ? (
              <Suspense fallback={<Skeleton height={330} radius={16} />}>
                <MoneyPlots report={money.data} />
              </Suspense>
            ) : money.error ? (
              <Failure error={money.error} again={() => void money.refetch()} />
            ) : (
              <Skeleton height={330} radius={16} />
            )}
          </div>
        </>
      )}
    </section>
  );
}
