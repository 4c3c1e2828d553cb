/** One invoice: where it stands, how to pay it, and what it is for. */
import { Skeleton, Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { refusedWith } from '../../lib/errors.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { Card } from '../../ui/Card.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Missing } from '../Missing.tsx';
import { ClaimState } from './ClaimState.tsx';
import { InvoiceHead } from './InvoiceHead.tsx';
import styles from './InvoicePage.module.css';
import { type MyInvoice, useMyInvoice } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';
import { Lines } from './Lines.tsx';
import { Particulars } from './Particulars.tsx';
import { PayByCode } from './PayByCode.tsx';
import { PaymentDetails } from './PaymentDetails.tsx';
import { Payments } from './Payments.tsx';

export function InvoicePage() {
  const t = useInvoiceWords();
  const { number = '' } = useParams();
  const invoice = useMyInvoice(number);
  if (refusedWith(invoice.error, 'request.not_found', 'request.invalid'))
    return <Missing text={t('missing_text')} to="/portal/invoices" back={t('back')} />;
  return (
    <Stack gap="md">
      <BackLink to="/portal/invoices">{t('back')}</BackLink>
      {invoice.data ? (
        <Invoice key={invoice.data.id} invoice={invoice.data} />
      ) : invoice.error ? (
        <Failure error={invoice.error} again={() => void invoice.refetch()} />
      ) : (
        <>
          <Skeleton height={160} radius="lg" />
          <Skeleton height={280} radius="lg" />
        </>
      )}
    </Stack>
  );
}

function Invoice({ invoice }: { invoice: MyInvoice }) {
  const payable = invoice.status === 'issued' && invoice.due > 0;
  return (
    <>
      <Card>
        <Stack gap="lg">
          <InvoiceHead invoice={invoice} />
          <ClaimState invoice={invoice} />
        </Stack>
      </Card>
      <div className={styles.columns} data-payable={payable}>
        {payable && (
          <div className={styles.pay}>
            {invoice.payment && (
              <PayByCode qrCode={invoice.payment.qrCode} number={invoice.number ?? ''} />
            )}
            <PaymentDetails invoice={invoice} />
          </div>
        )}
        <div className={styles.what}>
          <Lines invoice={invoice} />
          {invoice.payments.length > 0 && <Payments invoice={invoice} />}
          <Particulars invoice={invoice} />
        </div>
      </div>
    </>
  );
}
