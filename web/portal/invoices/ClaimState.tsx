/** What has become of "I have paid": it is being checked, or it was refused and why. */
import { Button, Text } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { formatMoney } from '../../../contract/money.ts';
import { withdrawClaim } from '../../../contract/my-invoices.ts';
import { call } from '../../lib/call.ts';
import { dayInFull } from '../../lib/days.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { Callout } from '../../ui/Callout.tsx';
import { FileList } from '../../ui/conversation/FileChip.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './InvoicePage.module.css';
import { invoicesChanged, type MyClaim, type MyInvoice } from './invoice-queries.ts';
import { pendingClaim, refusedClaim } from './invoice-status.ts';
import { useInvoiceWords } from './invoice-words.ts';
import { SayPaid } from './SayPaid.tsx';

export function ClaimState({ invoice }: { invoice: MyInvoice }) {
  const pending = pendingClaim(invoice);
  const refused = pending ? undefined : refusedClaim(invoice);
  if (pending) return <Pending claim={pending} invoice={invoice} />;
  if (refused) return <Refused claim={refused} invoice={invoice} />;
  return null;
}

interface ClaimProps {
  claim: MyClaim;
  invoice: MyInvoice;
}

function Pending({ claim, invoice }: ClaimProps) {
  const t = useInvoiceWords();
  const { failure } = useFailureWords();
  const said = useSaid({ claim, invoice });
  const withdraw = useMutation({
    mutationFn: () => call(withdrawClaim, { params: { invoiceId: invoice.id, claimId: claim.id } }),
    onSuccess: () => toast({ text: t('withdrawn') }),
    onError: (error) => toast({ text: failure(error), tone: 'bad' }),
    onSettled: invoicesChanged,
  });
  return (
    <Callout tone="warm" icon={<IconClock size={20} aria-hidden="true" />}>
      <Text fw={650}>{t('checking')}</Text>
      <Text size="sm">{t('checking_text', said)}</Text>
      {claim.files.length > 0 && (
        <div className={styles.files}>
          <FileList files={claim.files} />
        </div>
      )}
      <Button
        variant="default"
        mt="sm"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate()}
      >
        {t('withdraw')}
      </Button>
    </Callout>
  );
}

function Refused({ claim, invoice }: ClaimProps) {
  const t = useInvoiceWords();
  const said = useSaid({ claim, invoice });
  return (
    <Callout tone="bad">
      <Text fw={650}>{t('refused')}</Text>
      <Text size="sm">{t('refused_text', said)}</Text>
      {claim.reason && (
        <Text mt={6} style={{ whiteSpace: 'pre-wrap' }}>
          {claim.reason}
        </Text>
      )}
      {invoice.canClaim && (
        <div className={styles.files}>
          <SayPaid invoice={invoice} again />
        </div>
      )}
    </Callout>
  );
}

function useSaid({ claim, invoice }: ClaimProps): { sum: string; day: string } {
  const language = useLanguage();
  return {
    sum: formatMoney(claim.amount, invoice.currency, language),
    day: dayInFull(claim.paidOn, language),
  };
}
