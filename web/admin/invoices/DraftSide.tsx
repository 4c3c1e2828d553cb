/** What the draft comes to, until when it is to be paid, and what can be done with it. */
import { Anchor, Button, Text, TextInput } from '@mantine/core';
import { IconEye, IconSend, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { invoicePdf } from '../../../contract/invoices.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { fetchBytes } from '../../lib/save-file.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { toast } from '../../ui/toasts.tsx';
import { useMay } from '../frame/viewer.ts';
import styles from './DraftPage.module.css';
import { addDays, sayDayInFull, todayIn } from './days.ts';
import { totalsOfFields } from './draft-fields.ts';
import { IssueDialog, RemoveDialog } from './IssueDialog.tsx';
import type { Billing, Invoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import { showInTab } from './show-in-tab.ts';
import { TotalsList } from './TotalsList.tsx';
import type { DraftEditor } from './use-draft-editor.ts';

interface DraftSideProps {
  editor: DraftEditor;
  billing: Billing;
  invoice: Invoice | undefined;
  /** Whether it may be issued; shows what stands in the way. */
  mended(): boolean;
}

export function DraftSide({ editor, billing, invoice, mended }: DraftSideProps) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const money = invoice ?? billing;
  const totals = totalsOfFields(editor.fields, { taxMode: money.taxMode, language });
  return (
    <section className={styles.side} aria-label={t('summary')}>
      <TotalsList totals={totals} currency={money.currency} taxMode={money.taxMode} />
      <DueField editor={editor} dueDays={billing.dueDays} />
      <Doings editor={editor} billing={billing} mended={mended} />
    </section>
  );
}

function DueField({ editor, dueDays }: { editor: DraftEditor; dueDays: number }) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const today = todayIn(useTimeZone());
  const { dueOn } = editor.fields;
  return (
    <TextInput
      type="date"
      size="md"
      label={t('due_day')}
      description={
        dueOn
          ? t('due_clear')
          : t('due_by_settings', { day: sayDayInFull(addDays(today, dueDays), language) })
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={dueOn && dueOn < today ? t('due_past') : undefined}
      value={dueOn}
      onChange={(event) => editor.edit({ dueOn: event.currentTarget.value })}
    />
  );
}

function Doings({ editor, billing, mended }: Omit<DraftSideProps, 'invoice'>) {
  const t = useInvoicesWords();
  const { failure } = useFailureWords();
  const [asking, ask] = useState<'issue' | 'remove'>();
  const preview = useMutation({
    mutationFn: () =>
      showInTab(async () => {
        const place = await editor.flush();
        if (!place) throw new Unsaved();
        return fetchBytes(invoicePdf, { params: { invoiceId: place.id } });
      }),
    onError: (error) =>
      toast({
        tone: 'bad',
        text: error instanceof Unsaved ? t('preview_unsaved') : failure(error),
      }),
  });
  return (
    <div className={styles.buttons}>
      <Button
        size="md"
        leftSection={<IconSend size={18} aria-hidden="true" />}
        onClick={() => mended() && ask('issue')}
      >
        {t('issue')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconEye size={18} aria-hidden="true" />}
        loading={preview.isPending}
        disabled={!editor.readable}
        onClick={() => preview.mutate()}
      >
        {t('preview')}
      </Button>
      {editor.id && (
        <Button
          variant="subtle"
          color="red.8"
          c="var(--mantine-color-error)"
          leftSection={<IconTrash size={18} aria-hidden="true" />}
          onClick={() => ask('remove')}
        >
          {t('draft_remove')}
        </Button>
      )}
      <MissingDetails billing={billing} />
      <IssueDialog
        opened={asking === 'issue'}
        editor={editor}
        billing={billing}
        onClose={() => ask(undefined)}
      />
      <RemoveDialog opened={asking === 'remove'} editor={editor} onClose={() => ask(undefined)} />
    </div>
  );
}

/** Without these the client's bank app has nothing to scan. */
function MissingDetails({ billing }: { billing: Billing }) {
  const t = useInvoicesWords();
  const may = useMay();
  if (billing.missingForQr.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('qr_missing')}{' '}
      {may('settings.write') ? (
        <Anchor component={Link} to="/admin/settings/billing" inherit>
          {t('qr_fill')}
        </Anchor>
      ) : (
        t('qr_ask')
      )}
    </Text>
  );
}

class Unsaved extends Error {}
