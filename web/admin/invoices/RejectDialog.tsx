/** The money that the client speaks of has not come: says so, and why. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { rejectClaim } from '../../../contract/invoices.ts';
import { call } from '../../lib/call.ts';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { useUiWords } from '../../ui/ui-words.ts';
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
  const ui = useUiWords();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('claim_reject_title')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {opened && <Form {...rest} onClose={onClose} />}
    </Modal>
  );
}

function Form({ invoice, claim, onClose }: Omit<RejectDialogProps, 'opened'>) {
  const t = useInvoicesWords();
  const ui = useUiWords();
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
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
        <Button
          color="red.8"
          loading={reject.isPending}
          onClick={() => {
            if (reason.check()) reject.mutate();
          }}
        >
          {t('claim_reject')}
        </Button>
      </Group>
    </Stack>
  );
}
