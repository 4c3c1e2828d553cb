/** "I have paid", as the client said it: the sum, the day, the receipt; and what the desk answers. */
import { Button, Group } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { formatMoney } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { FileList } from '../../ui/conversation/FileChip.tsx';
import { When } from '../../ui/When.tsx';
import { useMay } from '../frame/viewer.ts';
import styles from './ClaimCards.module.css';
import { sayDayInFull } from './days.ts';
import type { Claim, Invoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import { PaymentDialog } from './PaymentDialog.tsx';
import { RejectDialog } from './RejectDialog.tsx';

export function ClaimCards({ invoice, claims }: { invoice: Invoice; claims: readonly Claim[] }) {
  const t = useInvoicesWords();
  return (
    <section className={styles.claims} aria-label={t('claims')}>
      {claims.map((claim) => (
        <ClaimCard key={claim.id} invoice={invoice} claim={claim} />
      ))}
    </section>
  );
}

function ClaimCard({ invoice, claim }: { invoice: Invoice; claim: Claim }) {
  const t = useInvoicesWords();
  const may = useMay();
  const language = useLanguage();
  const [asking, ask] = useState<'confirm' | 'reject'>();
  const close = () => ask(undefined);
  const waiting = claim.state === 'pending';
  return (
    <article className={styles.claim} data-waiting={waiting}>
      <h2 className={styles.title}>{t(`claim_${claim.state}`)}</h2>
      <p className={styles.said}>
        <strong>{formatMoney(claim.amount, invoice.currency, language)}</strong>
        <span>{t('claim_paid_on', { day: sayDayInFull(claim.paidOn, language) })}</span>
      </p>
      {claim.comment && <p className={styles.comment}>{claim.comment}</p>}
      {claim.files.length > 0 && <FileList files={claim.files} />}
      {claim.reason && (
        <p className={styles.comment}>{t('claim_reason', { reason: claim.reason })}</p>
      )}
      <p className={styles.quiet}>
        {t('claim_said')} <When at={claim.createdAt} />
      </p>
      {waiting && may('invoices.write') && (
        <Group gap="sm">
          <Button
            leftSection={<IconCheck size={18} aria-hidden="true" />}
            onClick={() => ask('confirm')}
          >
            {t('claim_confirm')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconX size={18} aria-hidden="true" />}
            onClick={() => ask('reject')}
          >
            {t('claim_reject')}
          </Button>
        </Group>
      )}
      <PaymentDialog
        opened={asking === 'confirm'}
        invoice={invoice}
        claim={claim}
        onClose={close}
      />
      <RejectDialog opened={asking === 'reject'} invoice={invoice} claim={claim} onClose={close} />
    </article>
  );
}
