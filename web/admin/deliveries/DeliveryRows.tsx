/** Messages as a list: for whom, about what, how they stand and why. */
import { Skeleton } from '@mantine/core';
import type { DeliveryRow } from '../../../contract/deliveries.ts';
import { Row, RowSkeletons, Rows } from '../../ui/Rows.tsx';
import { When } from '../../ui/When.tsx';
import styles from './Deliveries.module.css';
import { DeliveryState, useWaits, useWhy } from './DeliveryState.tsx';
import { useDeliveriesWords } from './deliveries-words.ts';

export function DeliveryRows({ rows }: { rows: readonly DeliveryRow[] }) {
  return (
    <Rows className={styles.rows}>
      {rows.map((row) => (
        <Row key={row.id} to={`/admin/deliveries/${row.id}`} className={styles.row}>
          <Delivery row={row} />
        </Row>
      ))}
    </Rows>
  );
}

function Delivery({ row }: { row: DeliveryRow }) {
  const t = useDeliveriesWords();
  const why = useWhy();
  const waits = useWaits();
  const { person, about, area, state } = row;
  return (
    <>
      <span className={styles.person}>
        {person ? (person.name ?? t('gone')) : t('nobody')}
        {person?.kind === 'staff' && <span className={styles.dim}> · {t('staff')}</span>}
      </span>
      <span className={styles.about}>
        {about ? t(`about_${about.kind}`, { number: about.number }) : t(`area_${area}`)}
      </span>
      <span className={styles.state}>
        <DeliveryState state={state} />
        {row.perhapsTwice && <span className={styles.dim}>{t('perhaps_twice')}</span>}
      </span>
      <span className={styles.when}>
        <When at={row.createdAt} form="short" />
      </span>
      {(row.why || row.waits) && (
        <span className={styles.why}>{row.why ? why(row.why) : row.waits && waits(row.waits)}</span>
      )}
    </>
  );
}

export function DeliverySkeletons() {
  return (
    <RowSkeletons className={styles.rows} row={styles.row}>
      <Skeleton height={16} width="60%" />
      <Skeleton height={16} width={80} />
    </RowSkeletons>
  );
}
