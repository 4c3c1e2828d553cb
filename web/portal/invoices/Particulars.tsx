/** Who, for whom, when, a note, and the ticket that it came from. */

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { dayInFull } from '../../lib/days.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Card } from '../../ui/Card.tsx';
import styles from './InvoicePage.module.css';
import type { MyInvoice } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';

export function Particulars({ invoice }: { invoice: MyInvoice }) {
  const t = useInvoiceWords();
  const language = useLanguage();
  const { seller, buyer, ticket, note } = invoice;
  return (
    <Card>
      <dl className={styles.facts}>
        {note && <Fact name={t('note')}>{note}</Fact>}
        {ticket && (
          <Fact name={t('ticket')}>
            <Link to={`/portal/tickets/${ticket.number}`}>
              {t('ticket_link', { number: ticket.number, subject: ticket.subject })}
            </Link>
          </Fact>
        )}
        {seller.legalName && (
          <Fact name={t('from')}>{together(seller.legalName, seller.address)}</Fact>
        )}
        <Fact name={t('for')}>{together(buyer.name, buyer.details)}</Fact>
        {invoice.issuedOn && (
          <Fact name={t('issued')}>{dayInFull(invoice.issuedOn, language)}</Fact>
        )}
        {invoice.dueOn && <Fact name={t('due')}>{dayInFull(invoice.dueOn, language)}</Fact>}
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function together(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
