/** The money that has come for an invoice; what was recorded by mistake is taken back. */
import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { removePayment } from '../../../contract/invoices.ts';
import { formatMoney } from '../../../contract/money.ts';
import { call } from '../../lib/call.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import { useMay } from '../frame/viewer.ts';
import { sayDayInFull } from './days.ts';
import styles from './IssuedPage.module.css';
import { methodWord } from './invoice-state.ts';
import { type Invoice, type Payment, refreshInvoices } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

export function PaymentList({ invoice }: { invoice: Invoice }) {
  const t = useInvoicesWords();
  const [unwanted, choose] = useState<Payment>();
  const language = useLanguage();
  const say = (payment: Payment | undefined) =>
    formatMoney(payment?.amount ?? 0, invoice.currency, language);
  const takeBack = useMutation({
    mutationFn: (paymentId: string) =>
      call(removePayment, { params: { invoiceId: invoice.id, paymentId } }),
    async onSuccess() {
      choose(undefined);
      toast({ text: t('payment_removed') });
      await refreshInvoices();
    },
  });
  if (invoice.status === 'void') return null;
  return (
    <section className={styles.card} aria-label={t('payments')}>
      <h2 className={styles.title}>{t('payments')}</h2>
      {invoice.payments.length === 0 && <p className={styles.quiet}>{t('payments_none')}</p>}
      {invoice.payments.length > 0 && (
        <ul className={styles.list}>
          {invoice.payments.map((payment) => (
            <Row key={payment.id} payment={payment} sum={say(payment)} remove={choose} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        opened={unwanted !== undefined}
        title={t('payment_remove_title')}
        confirm={t('payment_remove')}
        danger
        pending={takeBack.isPending}
        error={takeBack.error}
        onConfirm={() => unwanted && takeBack.mutate(unwanted.id)}
        onClose={() => {
          takeBack.reset();
          choose(undefined);
        }}
      >
        {t('payment_remove_text', { sum: say(unwanted) })}
      </ConfirmDialog>
    </section>
  );
}

interface RowProps {
  payment: Payment;
  sum: string;
  remove(payment: Payment): void;
}

function Row({ payment, sum, remove }: RowProps) {
  const t = useInvoicesWords();
  const may = useMay();
  const language = useLanguage();
  const label = t('payment_remove_one', { sum });
  return (
    <li className={styles.entry}>
      <div>
        <div className={styles.amount}>{sum}</div>
        <p className={styles.quiet}>
          {sayDayInFull(payment.paidOn, language)} · {t(methodWord(payment.method))}
        </p>
        <p className={styles.quiet}>
          {t(payment.claimId ? 'payment_by_claim' : 'payment_by', { name: payment.by })}
        </p>
        {payment.note && <p className={styles.quiet}>{payment.note}</p>}
      </div>
      {may('invoices.write') && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          size={40}
          aria-label={label}
          title={label}
          onClick={() => remove(payment)}
        >
          <IconArrowBackUp size={20} aria-hidden="true" />
        </ActionIcon>
      )}
    </li>
  );
}
