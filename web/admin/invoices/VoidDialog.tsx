/** Takes an issued invoice back: why, and whether a new one shall stand in its place. */
import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { voidInvoice } from '../../../contract/invoices.ts';
import { call } from '../../lib/call.ts';
import { makeAttemptKey } from '../../ui/conversation/attempt-key.ts';
import { Dialog, DialogEnd } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { type Invoice, refreshInvoices } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import { ReasonField, useReason } from './ReasonField.tsx';

interface VoidDialogProps {
  opened: boolean;
  invoice: Invoice;
  onClose(): void;
}

export function VoidDialog({ opened, invoice, onClose }: VoidDialogProps) {
  const t = useInvoicesWords();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('void_title', { number: invoice.number ?? '' })}
      centered={false}
    >
      {opened && <Form invoice={invoice} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ invoice, onClose }: Omit<VoidDialogProps, 'opened'>) {
  const t = useInvoicesWords();
  const go = useNavigate();
  const [attempt] = useState(() => makeAttemptKey());
  const reason = useReason();
  const [anew, setAnew] = useState(false);
  const take = useMutation({
    mutationFn: () => {
      const body = { reason: reason.text, anew };
      const params = { invoiceId: invoice.id };
      return call(voidInvoice, { params, body }, { idempotencyKey: attempt.for(body) });
    },
    async onSuccess({ replacedById }) {
      attempt.done();
      toast({ text: t(replacedById ? 'voided_anew' : 'voided', { number: invoice.number ?? '' }) });
      onClose();
      if (replacedById) void go(`/admin/invoices/${replacedById}`);
      await refreshInvoices();
    },
    onError: () => void refreshInvoices(),
  });
  return (
    <Stack gap="md">
      <Text c="dimmed">{t('void_text')}</Text>
      <ReasonField reason={reason} label={t('void_reason')} description={t('void_reason_text')} />
      <Checkbox
        size="md"
        label={t('void_anew')}
        description={t('void_anew_text')}
        checked={anew}
        onChange={(event) => setAnew(event.currentTarget.checked)}
      />
      {take.error && <Failure error={take.error} />}
      <DialogEnd onCancel={onClose}>
        <Button
          color="red.8"
          loading={take.isPending}
          onClick={() => {
            if (reason.check()) take.mutate();
          }}
        >
          {t('void')}
        </Button>
      </DialogEnd>
    </Stack>
  );
}
