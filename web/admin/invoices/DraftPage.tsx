/** A draft: for whom, the lines, until when; kept by itself, looked at as paper, and issued. */
import { Anchor, Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useLanguage } from '../../lib/i18n.ts';
import { Callout } from '../../ui/Callout.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { UnsavedGuard } from '../../ui/UnsavedGuard.tsx';
import { ClientPicker } from '../ticket/ClientPicker.tsx';
import styles from './DraftPage.module.css';
import { DraftSide } from './DraftSide.tsx';
import { fieldsOf, firstProblem, newFields } from './draft-fields.ts';
import { InvoiceStatus } from './InvoiceStatus.tsx';
import { type Billing, fetchInvoice, type Invoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import { LineList } from './LineList.tsx';
import { OfTicket } from './OfTicket.tsx';
import { SaveMark } from './SaveMark.tsx';
import { type DraftEditor, useDraftEditor } from './use-draft-editor.ts';

interface DraftPageProps {
  /** Under which the router knows this visit. */
  pageKey: string;
  billing: Billing;
  /** Missing: it is not begun yet. */
  invoice: Invoice | undefined;
  asked: { clientId: string | undefined; ticketId: string | undefined };
}

export function DraftPage({ pageKey, billing, invoice, asked }: DraftPageProps) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const go = useNavigate();
  const [tried, tryIt] = useState(false);
  const [start] = useState(() =>
    invoice
      ? fieldsOf(invoice, { taxRates: billing.taxRates, language })
      : newFields(billing, asked),
  );
  const editor = useDraftEditor({
    ...{ start, invoice, billing },
    async begun(id) {
      // Whoever has gone on meanwhile is not called back.
      const from = location.pathname;
      await fetchInvoice(id);
      if (location.pathname !== from) return;
      void go(`/admin/invoices/${id}`, { replace: true, state: { begunOn: pageKey } });
    },
  });
  const { fields, edit, state } = editor;
  const money = invoice ?? billing;
  const noteLength = [...fields.note.trim()].length;
  return (
    <>
      <PageHead
        title={t(invoice ? 'draft_title' : 'new_title')}
        back={{ to: '/admin/invoices', label: t('invoices') }}
        sub={
          <span className={styles.sub}>
            <InvoiceStatus invoice={{ status: 'draft', overdue: false }} />
            {invoice?.replaces && (
              <span>
                {t('fact_replaces')}{' '}
                <Anchor component={Link} to={`/admin/invoices/${invoice.replaces.id}`} inherit>
                  {invoice.replaces.number ?? t('draft')}
                </Anchor>
              </span>
            )}
            <SaveMark editor={editor} />
          </span>
        }
      />
      <UnsavedGuard
        unsaved={!editor.readable || state.now === 'failed' || state.now === 'conflict'}
        title={t('leave_title')}
        text={t('leave_text')}
        leave={t('leave')}
      />
      {state.now === 'conflict' && <Conflict editor={editor} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          <div id="client" tabIndex={-1} className={styles.client}>
            <ClientPicker
              clientId={fields.clientId}
              choose={(clientId) => edit({ clientId, ticketId: undefined })}
              problem={tried && !fields.clientId ? t('client_required') : undefined}
            />
          </div>
          {fields.ticketId && (
            <OfTicket id={fields.ticketId} drop={() => edit({ ticketId: undefined })} />
          )}
          <LineList fields={fields} edit={edit} billing={billing} money={money} tried={tried} />
          <Textarea
            id="note"
            size="md"
            label={t('note')}
            description={t('note_text')}
            autosize
            minRows={2}
            maxRows={8}
            value={fields.note}
            error={noteLength > 1000 ? t('line_too_long') : undefined}
            onChange={(event) => edit({ note: event.currentTarget.value })}
          />
        </div>
        <DraftSide editor={editor} billing={billing} invoice={invoice} mended={mended} />
      </div>
    </>
  );

  /** Whether nothing stands in the way of issuing; otherwise shows what does. */
  function mended(): boolean {
    tryIt(true);
    const problem = firstProblem(fields, language);
    if (!problem) return true;
    const field = document.getElementById(problem);
    (field?.querySelector('input') ?? field)?.focus();
    return false;
  }
}

function Conflict({ editor }: { editor: DraftEditor }) {
  const t = useInvoicesWords();
  return (
    <div role="alert" className={styles.conflict}>
      <Callout>
        <p className={styles.conflictText}>{t('conflict')}</p>
        <div className={styles.choices}>
          <Button variant="default" disabled={!editor.newerHere} onClick={editor.takeTheirs}>
            {t('conflict_theirs')}
          </Button>
          <Button variant="default" disabled={!editor.newerHere} onClick={editor.keepMine}>
            {t('conflict_mine')}
          </Button>
        </div>
      </Callout>
    </div>
  );
}
