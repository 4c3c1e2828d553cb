/** The days of an invoice, what it belongs to, and what the client has been reminded of. */
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useLanguage } from '../../lib/i18n.ts';
import { When } from '../../ui/When.tsx';
import { sayDayInFull } from './days.ts';
import styles from './InvoiceFacts.module.css';
import card from './IssuedPage.module.css';
import type { Invoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

export function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const { ticket, replaces, issuedOn, dueOn, paidAt, voidedAt, buyer, reminders } = invoice;
  return (
    <section className={card.card} aria-label={t('facts')}>
      <h2 className={card.title}>{t('facts')}</h2>
      <dl className={styles.facts}>
        {issuedOn && <Fact name={t('fact_issued')}>{sayDayInFull(issuedOn, language)}</Fact>}
        {dueOn && (
          <Fact name={t('fact_due')} late={invoice.overdue}>
            {sayDayInFull(dueOn, language)}
          </Fact>
        )}
        {paidAt && (
          <Fact name={t('fact_paid')}>
            <When at={paidAt} form="exact" />
          </Fact>
        )}
        {voidedAt && (
          <Fact name={t('fact_voided')}>
            <When at={voidedAt} form="exact" />
          </Fact>
        )}
        <Fact name={t('fact_buyer')}>
          {buyer.name}
          {buyer.details && <span className={styles.details}>{buyer.details}</span>}
        </Fact>
        {ticket && (
          <Fact name={t('fact_ticket')}>
            <Anchor component={Link} to={`/admin/tickets/${ticket.number}`} inherit>
              {t('ticket_number', { number: ticket.number })}
            </Anchor>{' '}
            {ticket.subject}
          </Fact>
        )}
        {replaces && (
          <Fact name={t('fact_replaces')}>
            <Anchor component={Link} to={`/admin/invoices/${replaces.id}`} inherit>
              {replaces.number ?? t('draft')}
            </Anchor>
          </Fact>
        )}
        {invoice.recurring && (
          <Fact name={t('fact_recurring')}>
            <Anchor
              component={Link}
              to={`/admin/invoices/recurring/${invoice.recurring.id}`}
              inherit
            >
              {t('fact_recurring_text')}
            </Anchor>
          </Fact>
        )}
        {reminders.length > 0 && (
          <Fact name={t('fact_reminders')}>
            <ul className={styles.reminders}>
              {reminders.map(({ days, on }) => (
                <li key={days}>
                  {sayDayInFull(on, language)}: {sayWhich(days)}
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
    </section>
  );

  function sayWhich(days: number): string {
    if (days === 0) return t('reminder_day');
    return t(days < 0 ? 'reminder_before' : 'reminder_after', { count: Math.abs(days) });
  }
}

function Fact({ name, late, children }: { name: string; late?: boolean; children: ReactNode }) {
  return (
    <div className={styles.fact} data-late={late}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
