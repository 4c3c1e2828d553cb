/** When, how much, a word, and the receipt: by camera or as a file. */
import {
  Button,
  FileButton,
  Group,
  NumberInput,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { formatMoney } from '../../../contract/money.ts';
import { claimPayment } from '../../../contract/my-invoices.ts';
import { call } from '../../lib/call.ts';
import { serverNow } from '../../lib/clock.ts';
import { dayAt } from '../../lib/days.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { Attached } from '../../ui/conversation/Attached.tsx';
import { makeAttemptKey } from '../../ui/conversation/attempt-key.ts';
import { useUpload } from '../../ui/conversation/use-upload.ts';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { claimOf } from './claim-draft.ts';
import { invoicesChanged, type MyInvoice } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';

interface ClaimFormProps {
  invoice: MyInvoice;
  close(): void;
}

export function ClaimForm({ invoice, close }: ClaimFormProps) {
  const t = useInvoiceWords();
  const { fields } = useFailureWords();
  const language = useLanguage();
  const today = dayAt(serverNow(), useTimeZone());
  const uploads = useUpload();
  const [attempt] = useState(makeAttemptKey);
  const [draft, setDraft] = useState({
    paidOn: today,
    amount: (invoice.due / 100) as number | string,
    comment: '',
  });
  const [tried, setTried] = useState(false);
  const claim = useMutation({
    mutationFn(body: { paidOn: string; amount: number; comment: string; fileIds: string[] }) {
      return call(
        claimPayment,
        { params: { invoiceId: invoice.id }, body },
        { idempotencyKey: attempt.for(body) },
      );
    },
    onSuccess() {
      toast({ text: t('claim_said') });
      close();
    },
    // Also after a failure: what is in doubt may have arrived.
    onSettled: invoicesChanged,
  });
  const { body, wrong } = claimOf(draft, { today, most: invoice.due });
  const refused = fields(claim.error);
  const most = formatMoney(invoice.due, invoice.currency, language);
  const write = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text c="dimmed" size="sm">
          {t('claim_text')}
        </Text>
        <Group grow align="flex-start" gap="sm" preventGrowOverflow={false}>
          <TextInput
            type="date"
            label={t('claim_on')}
            value={draft.paidOn}
            max={today}
            error={refused.paidOn ?? (tried && wrong.paidOn ? t('claim_day_wrong') : undefined)}
            onChange={(event) => write({ paidOn: event.currentTarget.value })}
          />
          <NumberInput
            label={t('claim_amount')}
            value={draft.amount}
            inputMode="decimal"
            decimalScale={2}
            fixedDecimalScale
            decimalSeparator={language === 'ru' ? ',' : '.'}
            allowedDecimalSeparators={[',', '.']}
            thousandSeparator={language === 'ru' ? ' ' : ','}
            suffix={invoice.currency === 'RUB' ? ' ₽' : ` ${invoice.currency}`}
            allowNegative={false}
            hideControls
            error={
              refused.amount ?? (tried && wrong.amount ? t('claim_sum_wrong', { most }) : undefined)
            }
            onChange={(amount) => write({ amount })}
          />
        </Group>
        <Textarea
          label={t('claim_word')}
          placeholder={t('claim_word_hint')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1000}
          value={draft.comment}
          error={refused.comment}
          onChange={(event) => write({ comment: event.currentTarget.value })}
        />
        <Stack gap="xs" align="flex-start">
          <FileButton multiple accept="image/*,application/pdf" onChange={uploads.add}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconPaperclip size={18} aria-hidden="true" />}
              >
                {t('claim_receipt')}
              </Button>
            )}
          </FileButton>
          <Text c="dimmed" size="sm" role="status">
            {uploads.busy
              ? t('claim_uploading')
              : uploads.failed
                ? t('claim_remove_failed')
                : t('claim_receipt_text')}
          </Text>
          {uploads.items.length > 0 && <Attached uploads={uploads} />}
        </Stack>
        {claim.error && Object.keys(refused).length === 0 && <Failure error={claim.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t('claim_cancel')}
          </Button>
          <Button type="submit" loading={claim.isPending} disabled={uploads.busy || uploads.failed}>
            {t('claim_send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    setTried(true);
    if (body && !claim.isPending) claim.mutate({ ...body, fileIds: uploads.fileIds });
  }
}
