/** What is known of a ticket beside its conversation. */
import { Button } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import { useState } from 'react';
import { When } from '../../ui/When.tsx';
import { useMay } from '../frame/viewer.ts';
import { ClientCard } from './ClientCard.tsx';
import { AssigneeField, TagsField } from './Fields.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import styles from './Panel.module.css';
import { TicketInvoices } from './TicketInvoices.tsx';
import { Times } from './Times.tsx';
import { useTicketWords } from './ticket-words.ts';
import type { Ticket } from './use-ticket.ts';

export function Panel({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const may = useMay();
  const [merging, merge] = useState(false);
  return (
    <div className={styles.panel}>
      <div className={styles.part}>
        <AssigneeField ticket={ticket} />
        <TagsField ticket={ticket} />
      </div>
      <section className={styles.part} aria-labelledby="ticket-times">
        <h2 id="ticket-times">{t('times')}</h2>
        <Times ticket={ticket} />
      </section>
      {may('invoices.read') && <TicketInvoices ticket={ticket} />}
      <section className={styles.part} aria-labelledby="ticket-client">
        <h2 id="ticket-client">{t('client')}</h2>
        <ClientCard ticket={ticket} />
      </section>
      <section className={styles.part} aria-labelledby="ticket-history">
        <h2 id="ticket-history">{t('history')}</h2>
        <dl className={styles.facts}>
          <dt>{t('history_opened')}</dt>
          <dd>
            <When at={ticket.createdAt} />
          </dd>
          <dt>{t('history_updated')}</dt>
          <dd>
            <When at={ticket.updatedAt} />
          </dd>
          {ticket.closedAt && (
            <>
              <dt>{t('history_closed')}</dt>
              <dd>
                <When at={ticket.closedAt} />
              </dd>
            </>
          )}
          <dt>{t('history_source')}</dt>
          <dd>{t(`source_${ticket.source}`)}</dd>
          {ticket.rating && (
            <>
              <dt>{t('rating')}</dt>
              <dd>
                {t('rating_of', { score: ticket.rating.score })}
                {ticket.rating.comment && (
                  <span className={styles.comment}>{ticket.rating.comment}</span>
                )}
              </dd>
            </>
          )}
        </dl>
      </section>
      {!ticket.mergedInto && (
        <Button
          variant="default"
          leftSection={<IconArrowMerge size={18} aria-hidden />}
          onClick={() => merge(true)}
        >
          {t('merge')}
        </Button>
      )}
      {merging && <MergeDialog ticket={ticket} close={() => merge(false)} />}
    </div>
  );
}
