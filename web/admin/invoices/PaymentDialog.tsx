/** Money that has come: how much, when and how; with a claim, what the client says is confirmed. */
import { Button, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { addPayment, confirmClaim } from '../../../contract/invoices.ts';
import { formatMoney } from '../../../contract/money.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { makeAttemptKey } from '../../ui/conversation/attempt-key.ts';
import { Dialog, DialogEnd } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { readSum, writePrice } from './amounts.ts';
import { todayIn } from './days.ts';
import { type Method, methodWord } from './invoice-state.ts';
import { type Claim, type Invoice, refreshInvoices } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

const methods = ['bank', 'card', 'cash', 'other'] as const satisfies Method[];

interface PaymentDialogProps {
  opened: boolean;
  invoice: Invoice;
  /** What the client says, where this is what is being confirmed. */
  claim?: Claim;
  onClose(): void;
}

export function PaymentDialog(props: PaymentDialogProps) {
  const { opened, claim, onClose } = props;
  const t = useInvoicesWords();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t(claim ? 'claim_confirm_title' : 'payment_title')}
      centered={false}
    >
      {opened && <Form {...props} />}
    </Dialog>
  );
}

function Form({ invoice, claim, onClose }: PaymentDialogProps) {
  const t = useInvoicesWords();
  const { fields } = useFailureWords();
  const language = useLanguage();
  const today = todayIn(useTimeZone());
  const [attempt] = useState(() => makeAttemptKey());
  const [tried, tryIt] = useState(false);
  const [amount, setAmount] = useState(() =>
    writePrice(Math.min(claim?.amount ?? invoice.due, invoice.due), language),
  );
  const [paidOn, setDay] = useState(claim?.paidOn ?? today);
  const [method, setMethod] = useState<Method>('bank');
  const [note, setNote] = useState('');
  const read = readSum(amount, language);
  const tooMuch = 'value' in read && read.value > invoice.due;
  const record = useMutation({
    mutationFn: (sum: number): Promise<{ paid: boolean }> => {
      const params = { invoiceId: invoice.id };
      const body = { amount: sum, paidOn, method };
      const idempotencyKey = attempt.for({ ...body, note });
      return claim
        ? call(confirmClaim, { params: { ...params, claimId: claim.id }, body }, { idempotencyKey })
        : call(addPayment, { params, body: { ...body, note } }, { idempotencyKey });
    },
    async onSuccess({ paid }) {
      attempt.done();
      toast({ text: t(paid ? 'payment_all' : 'payment_part') });
      onClose();
      await refreshInvoices();
    },
    // Somebody may have been faster: what is due is asked for again.
    onError: () => void refreshInvoices(),
  });
  const wrong = fields(record.error);
  const money = (minor: number) => formatMoney(minor, invoice.currency, language);
  const amountProblem =
    'problem' in read
      ? tried
        ? t('amount_wrong')
        : undefined
      : tooMuch
        ? t('amount_much', { sum: money(invoice.due) })
        : wrong.amount;
  const dayProblem =
    paidOn > today ? t('day_future') : tried && !paidOn ? t('day_missing') : wrong.paidOn;

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text c="dimmed" size="sm">
          {t('payment_due', { sum: money(invoice.due) })}
        </Text>
        <TextInput
          data-autofocus
          size="md"
          label={t('payment_amount', { currency: invoice.currency })}
          inputMode="decimal"
          value={amount}
          error={amountProblem}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          size="md"
          label={t('payment_day')}
          max={today}
          value={paidOn}
          error={dayProblem}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Select
          size="md"
          label={t('payment_method')}
          allowDeselect={false}
          data={methods.map((value) => ({ value, label: t(methodWord(value)) }))}
          value={method}
          onChange={(value) => setMethod(value ?? 'bank')}
        />
        {!claim && (
          <Textarea
            size="md"
            label={t('payment_note')}
            description={t('payment_note_text')}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={300}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        {record.error && Object.keys(wrong).length === 0 && <Failure error={record.error} />}
        <DialogEnd onCancel={onClose}>
          <Button type="submit" loading={record.isPending}>
            {t(claim ? 'claim_confirm' : 'payment_add')}
          </Button>
        </DialogEnd>
      </Stack>
    </form>
  );

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    tryIt(true);
    if ('value' in read && !tooMuch && paidOn && paidOn <= today) record.mutate(read.value);
  }
}
