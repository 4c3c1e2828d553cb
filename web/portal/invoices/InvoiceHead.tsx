/** Number, sum and what the client has to know first, in words. */
import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatMoney } from '../../../contract/money.ts';
import { myInvoicePdf } from '../../../contract/my-invoices.ts';
import { dayAt, dayInFull } from '../../lib/days.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { toast } from '../../ui/toasts.tsx';
import { PortalHeading } from '../PortalHeading.tsx';
import styles from './InvoicePage.module.css';
import { InvoiceState } from './InvoiceState.tsx';
import type { MyInvoice } from './invoice-queries.ts';
import { refusedClaim, statusOf } from './invoice-status.ts';
import { useInvoiceWords } from './invoice-words.ts';
import { SayPaid } from './SayPaid.tsx';

export function InvoiceHead({ invoice }: { invoice: MyInvoice }) {
  const t = useInvoiceWords();
  const language = useLanguage();
  const { standing } = statusOf(invoice);
  const status = useStatusSentence(invoice);
  const money = (minor: number) => formatMoney(minor, invoice.currency, language);
  const partly = invoice.status === 'issued' && invoice.paid > 0;
  return (
    <div className={styles.head}>
      <div className={styles.words}>
        <div className={styles.title}>
          <PortalHeading>{t('invoice', { number: invoice.number ?? '' })}</PortalHeading>
          <InvoiceState standing={standing} />
        </div>
        {partly && <span className={styles.left}>{t('left')}</span>}
        <span className={styles.sum} data-void={standing === 'void'}>
          {money(partly ? invoice.due : invoice.total)}
        </span>
        {partly && (
          <span className={styles.left}>
            {t('paid_of', { paid: money(invoice.paid), total: money(invoice.total) })}
          </span>
        )}
        <Text className={styles.status} data-standing={standing} role="status">
          {status}
        </Text>
        <Others invoice={invoice} />
      </div>
      <div className={styles.actions}>
        {invoice.canClaim && !refusedClaim(invoice) && <SayPaid invoice={invoice} />}
        <Pdf invoice={invoice} />
      </div>
    </div>
  );
}

/** The invoices before and after this one. */
function Others({ invoice: { replaces, replacedBy } }: { invoice: MyInvoice }) {
  const t = useInvoiceWords();
  return (
    <>
      {replacedBy?.number && (
        <Button
          component={Link}
          to={`/portal/invoices/${replacedBy.id}`}
          variant="light"
          classNames={{ root: styles.replaced, label: styles.replacedLabel }}
        >
          {t('replaced', { number: replacedBy.number })}
        </Button>
      )}
      {replaces?.number && (
        <Link to={`/portal/invoices/${replaces.id}`} className={styles.left}>
          {t('replaces', { number: replaces.number })}
        </Link>
      )}
    </>
  );
}

function Pdf({ invoice: { id, number = '' } }: { invoice: MyInvoice }) {
  const t = useInvoiceWords();
  const { failure } = useFailureWords();
  const save = useMutation({
    mutationFn: () => saveFile(myInvoicePdf, { params: { invoiceId: id } }, `${number}.pdf`),
    onError: (error) => toast({ text: failure(error), tone: 'bad' }),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden="true" />}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {t('pdf')}
    </Button>
  );
}

function useStatusSentence(invoice: MyInvoice): string {
  const t = useInvoiceWords();
  const language = useLanguage();
  const timeZone = useTimeZone();
  const { standing, day } = statusOf(invoice);
  if (standing === 'void' || standing === 'checking') return t(`about_${standing}`);
  const said = day ?? (standing === 'paid' && invoice.paidAt && dayAt(invoice.paidAt, timeZone));
  if (said) return t(`about_${standing}`, { day: dayInFull(said, language) });
  return t(standing === 'paid' ? 'about_paid_plain' : 'about_undated');
}
