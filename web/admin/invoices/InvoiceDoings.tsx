/** What can be done with an issued invoice: kept as a PDF, paid, voided. */
import { Button } from '@mantine/core';
import { IconBan, IconCash, IconFileTypePdf } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { invoicePdf } from '../../../contract/invoices.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { saveFile } from '../../lib/save-file.ts';
import { toast } from '../../ui/toasts.tsx';
import { useMay } from '../frame/viewer.ts';
import type { Invoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import { PaymentDialog } from './PaymentDialog.tsx';
import { VoidDialog } from './VoidDialog.tsx';

export function InvoiceDoings({ invoice }: { invoice: Invoice }) {
  const t = useInvoicesWords();
  const may = useMay();
  const { failure } = useFailureWords();
  const [asking, ask] = useState<'payment' | 'void'>();
  const close = () => ask(undefined);
  const keep = useMutation({
    mutationFn: () =>
      saveFile(
        invoicePdf,
        { params: { invoiceId: invoice.id } },
        `${fileName(invoice.number ?? '')}.pdf`,
      ),
    onError: (error) => toast({ tone: 'bad', text: failure(error) }),
  });
  const open = invoice.status === 'issued' && may('invoices.write');
  // Money that has come must be taken back before its invoice can go.
  const voidable = open && invoice.payments.length === 0;
  return (
    <>
      {open && (
        <Button
          leftSection={<IconCash size={18} aria-hidden="true" />}
          onClick={() => ask('payment')}
        >
          {t('payment_add')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconFileTypePdf size={18} aria-hidden="true" />}
        loading={keep.isPending}
        onClick={() => keep.mutate()}
      >
        {t('pdf')}
      </Button>
      {voidable && (
        <Button
          variant="default"
          leftSection={<IconBan size={18} aria-hidden="true" />}
          onClick={() => ask('void')}
        >
          {t('void')}
        </Button>
      )}
      <PaymentDialog opened={asking === 'payment'} invoice={invoice} onClose={close} />
      <VoidDialog opened={asking === 'void'} invoice={invoice} onClose={close} />
    </>
  );
}

// A prefix may hold signs that no file system takes.
function fileName(number: string): string {
  return number.replace(/[^\p{L}\p{N}_-]+/gu, '-');
}
