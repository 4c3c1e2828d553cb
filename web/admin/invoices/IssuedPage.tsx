/** An issued invoice: what it says, what has been paid, what the client says, and what can be done. */
import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { formatMoney } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Callout } from '../../ui/Callout.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ClaimCards } from './ClaimCards.tsx';
import { InvoiceDoings } from './InvoiceDoings.tsx';
import { InvoiceFacts } from './InvoiceFacts.tsx';
import { InvoiceItems } from './InvoiceItems.tsx';
import { InvoiceStatus } from './InvoiceStatus.tsx';
import styles from './IssuedPage.module.css';
import { isClaimed } from './invoice-state.ts';
import type { Invoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import { PaymentList } from './PaymentList.tsx';
import { TotalsList } from './TotalsList.tsx';

export function IssuedPage({ invoice }: { invoice: Invoice }) {
  const t = useInvoicesWords();
  const waiting = invoice.claims.filter(({ state }) => state === 'pending');
  const decided = invoice.claims.filter(({ state }) => state !== 'pending');
  return (
    <>
      <PageHead
        title={t('invoice_number', { number: invoice.number ?? '' })}
        back={{ to: '/admin/invoices', label: t('invoices') }}
        sub={
          <span className={styles.sub}>
            <InvoiceStatus invoice={{ ...invoice, claimed: isClaimed(invoice) }} />
            <Anchor component={Link} to={`/admin/clients/${invoice.client.id}`}>
              {invoice.client.name}
            </Anchor>
          </span>
        }
        actions={<InvoiceDoings invoice={invoice} />}
      />
      {invoice.status === 'void' && <Voided invoice={invoice} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          {waiting.length > 0 && <ClaimCards invoice={invoice} claims={waiting} />}
          <InvoiceItems invoice={invoice} />
          <div className={styles.totals}>
            <TotalsList totals={invoice} currency={invoice.currency} taxMode={invoice.taxMode} />
          </div>
          {invoice.note && <Note text={invoice.note} />}
        </div>
        <div className={styles.side}>
          <Paid invoice={invoice} />
          <PaymentList invoice={invoice} />
          <InvoiceFacts invoice={invoice} />
          {decided.length > 0 && <ClaimCards invoice={invoice} claims={decided} />}
        </div>
      </div>
    </>
  );
}

/** The two figures that are asked for most: what has come, what is still to come. */
function Paid({ invoice }: { invoice: Invoice }) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, invoice.currency, language);
  if (invoice.status === 'void') return null;
  const part = invoice.total > 0 ? Math.min(1, invoice.paid / invoice.total) : 1;
  return (
    <section className={styles.card} aria-label={t('paid_and_due')}>
      <dl className={styles.figures}>
        <div className={styles.figure} data-late={invoice.overdue}>
          <dt>{t('left_to_pay')}</dt>
          <dd>{money(invoice.due)}</dd>
        </div>
        <div className={styles.figure} data-quiet>
          <dt>{t('paid')}</dt>
          <dd>{money(invoice.paid)}</dd>
        </div>
      </dl>
      <span className={styles.bar} aria-hidden="true">
        <span className={styles.filled} style={{ transform: `scaleX(${part})` }} />
      </span>
    </section>
  );
}

function Note({ text }: { text: string }) {
  const t = useInvoicesWords();
  return (
    <section>
      <h2 className={styles.title}>{t('note')}</h2>
      <p className={styles.note}>{text}</p>
    </section>
  );
}

function Voided({ invoice }: { invoice: Invoice }) {
  const t = useInvoicesWords();
  const { replacedBy, voidReason } = invoice;
  return (
    <div className={styles.banner}>
      <Callout tone="calm">
        {t('voided_text')}
        {voidReason && <p className={styles.said}>{t('void_because', { reason: voidReason })}</p>}
        {replacedBy && (
          <>
            {' '}
            <Anchor component={Link} to={`/admin/invoices/${replacedBy.id}`} inherit>
              {replacedBy.number
                ? t('replaced_by', { number: replacedBy.number })
                : t('replaced_by_draft')}
            </Anchor>
          </>
        )}
      </Callout>
    </div>
  );
}
