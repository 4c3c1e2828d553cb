/** The two ways on from a draft: it gets its number and goes out, or it is thrown away. */
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { issueInvoice, removeInvoice } from '../../../contract/invoices.ts';
import { call } from '../../lib/call.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import { type Billing, refreshInvoices } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import type { DraftEditor } from './use-draft-editor.ts';

interface DraftDialogProps {
  opened: boolean;
  editor: DraftEditor;
  onClose(): void;
}

export function IssueDialog(props: DraftDialogProps & { billing: Billing }) {
  const { opened, editor, billing, onClose } = props;
  const t = useInvoicesWords();
  const go = useNavigate();
  const issue = useMutation({
    async mutationFn() {
      const place = await editor.flush();
      // What went wrong is told where the draft is kept.
      if (!place) return undefined;
      const { id: invoiceId, version } = place;
      const { number } = await call(issueInvoice, { params: { invoiceId }, body: { version } });
      return { invoiceId, number };
    },
    async onSuccess(issued) {
      onClose();
      if (!issued) return;
      toast({ text: t('issued', { number: issued.number }) });
      await refreshInvoices();
      void go(`/admin/invoices/${issued.invoiceId}`, { replace: true });
    },
    onError: () => void refreshInvoices(),
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={t('issue_title')}
      confirm={t('issue')}
      pending={issue.isPending}
      error={issue.error}
      onConfirm={() => issue.mutate()}
      onClose={() => {
        issue.reset();
        onClose();
      }}
    >
      {t('issue_text', { number: `${billing.prefix}${billing.nextNumber}` })}
    </ConfirmDialog>
  );
}

export function RemoveDialog({ opened, editor, onClose }: DraftDialogProps) {
  const t = useInvoicesWords();
  const go = useNavigate();
  const remove = useMutation({
    mutationFn: async () => {
      // Nothing may be written into it behind its end.
      await editor.flush();
      await call(removeInvoice, { params: { invoiceId: editor.id ?? '' } });
    },
    onSuccess() {
      toast({ text: t('draft_removed') });
      void go('/admin/invoices', { replace: true });
      void refreshInvoices();
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={t('remove_title')}
      confirm={t('draft_remove')}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {t('remove_text')}
    </ConfirmDialog>
  );
}
