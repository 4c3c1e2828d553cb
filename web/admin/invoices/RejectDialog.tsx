/** The money that the client speaks of has not come: says so, and why. */
import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { rejectClaim } from '../../../contract/invoices.ts';
import { call } from '../../lib/call.ts';
import { Dialog, DialogEnd } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { type Claim, type Invoice, refreshInvoices } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import { ReasonField, useReason } from './ReasonField.tsx';

interface RejectDialogProps {
  opened: boolean;
  invoice: Invoice;
  claim: Claim;
  onClose(): void;
}

export function RejectDialog({ opened, onClose, ...rest }: RejectDialogProps) {
  const t = useInvoicesWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('claim_reject_title')} centered={false}>
      {opened && <Form {...rest} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ invoice, claim, onClose }: Omit<RejectDialogProps, 'opened'>) {
  const t = useInvoicesWords();
  const reason = useReason();
  const reject = useMutation({
    mutationFn: () =>
      call(rejectClaim, {
        params: { invoiceId: invoice.id, claimId: claim.id },
        body: { reason: reason.text },
      }),
    async onSuccess() {
      toast({ text: t('claim_rejected_done') });
      onClose();
      await refreshInvoices();
    },
    onError: () => void refreshInvoices(),
  });
  return (
    <Stack gap="md">
      <Text c="dimmed">{t('claim_reject_text')}</Text>
      <ReasonField
        reason={reason}
        label={t('claim_reject_reason')}
        placeholder={t('claim_reject_hint')}
      />
      {reject.error && <Failure error={reject.error} />}
      <DialogEnd onCancel={onClose}>
        <Button
          color="red.8"
          loading={reject.isPending}
          onClick={() => {
            if (reason.check()) reject.mutate();
          }}
        >
          {t('claim_reject')}
        </Button>
      </DialogEnd>
    </Stack>
  );
}
