/** The desk's first page: what waits now, and how it went. */
import { SegmentedControl, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { homeReport } from '../../../contract/reports.ts';
import { call } from '../../lib/call.ts';
import { capped } from '../../ui/CountTabs.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useCounts } from '../frame/TicketCount.tsx';
import { useMay, useViewer } from '../frame/viewer.ts';
import { type ViewName, views, writeFilters } from '../queue/filters.ts';
import { FirstDay } from './FirstDay.tsx';
import styles from './HomePage.module.css';
import { useHomeWords } from './home-words.ts';
import { Money } from './Money.tsx';

const Report = lazy(async () => ({ default: (await import('./Report.tsx')).Report }));

const cards = [
  'mine',
  'unanswered',
  'overdue',
  'unassigned',
  'unsolved',
] as const satisfies ViewName[];
const periods = ['7', '30', '90'];

export function HomePage() {
  const t = useHomeWords();
  const viewer = useViewer();
  const may = useMay();
  const counts = useCounts();
  const [days, choose] = useState('30');
  const report = useQuery({
    queryKey: adminKey('report', days),
    queryFn: ({ signal }) => call(homeReport, { query: { days: Number(days) } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const untouched =
    report.data?.byDay.every(({ opened, solved }) => opened + solved === 0) &&
    counts.data?.unsolved === 0;
  return (
    <>
      <PageHead title={t('greeting', { name: viewer.name })} windowTitle={t('title')} />
      <nav className={styles.cards} aria-label={t('waiting')}>
        {cards.map((view) => (
          <Link
            key={view}
            className={styles.card}
            to={`/admin/tickets${writeFilters(views[view])}`}
            data-late={view === 'overdue' && (counts.data?.overdue ?? 0) > 0}
          >
            <span className={styles.count}>
              {counts.data ? capped(counts.data[view]) : <Skeleton height={30} width={44} />}
            </span>
            <span className={styles.name}>{t(`card_${view}`)}</span>
          </Link>
        ))}
      </nav>
      {untouched ? (
        <FirstDay />
      ) : (
        <section aria-labelledby="report">
          <div className={styles.reportHead}>
            <h2 id="report">{t('report')}</h2>
            <SegmentedControl
              aria-label={t('period')}
              data={periods.map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
              value={days}
              onChange={choose}
            />
          </div>
          {report.data ? (
            <Suspense fallback={<PlotsWaiting />}>
              <Report report={report.data} />
            </Suspense>
          ) : report.error ? (
            <Failure error={report.error} again={() => void report.refetch()} />
          ) : (
            <PlotsWaiting />
          )}
        </section>
      )}
      {!untouched && may('invoices.read') && <Money />}
    </>
  );
}

function PlotsWaiting() {
  return (
    <div className={styles.plots}>
      <Skeleton height={330} radius={16} />
      <Skeleton height={330} radius={16} />
    </div>
  );
}
