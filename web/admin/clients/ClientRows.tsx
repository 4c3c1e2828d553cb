/** Clients as a list: who, by what number, whether they have been here, and what is open. */
import { Skeleton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { phoneForm } from '../../lib/phone-form.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Row, RowSkeletons, Rows } from '../../ui/Rows.tsx';
import { When } from '../../ui/When.tsx';
import styles from './ClientRows.module.css';
import type { ClientRow } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';

export function ClientRows({ rows }: { rows: readonly ClientRow[] }) {
  const t = useClientsWords();
  return (
    <Rows>
      {rows.map((row) => (
        <Row key={row.id} to={`/admin/clients/${row.id}`} className={styles.row}>
          <Avatar name={row.name} id={row.id} size={36} />
          <span className={styles.who}>
            <span className={styles.name}>{row.name}</span>
            <span className={styles.reach}>
              {row.phone ? phoneForm(row.phone) : t('no_phone')}
              {row.email && ` · ${row.email}`}
            </span>
          </span>
          <span className={styles.mark} data-signed-up={row.signedUp}>
            {row.signedUp && <IconCircleCheck size={16} aria-hidden="true" />}
            {t(row.signedUp ? 'signed_up' : 'not_signed_up')}
          </span>
          <span className={styles.open} data-some={row.openTickets > 0}>
            {row.openTickets > 0 ? t('open_tickets', { count: row.openTickets }) : t('open_none')}
          </span>
          <span className={styles.last}>
            {row.lastTicketAt && <When at={row.lastTicketAt} form="short" />}
          </span>
        </Row>
      ))}
    </Rows>
  );
}

export function ClientSkeletons() {
  return (
    <RowSkeletons row={styles.row}>
      <Skeleton circle height={36} />
      <span className={styles.who}>
        <Skeleton height={16} width="45%" />
        <Skeleton height={13} width="30%" mt={6} />
      </span>
    </RowSkeletons>
  );
}
