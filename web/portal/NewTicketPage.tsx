/** Where a client writes about something new. */
import { Skeleton, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { openMyTicket } from '../../contract/my-tickets.ts';
import { subject as subjectRule } from '../../contract/ticket-shapes.ts';
import { call } from '../lib/call.ts';
import { ApiError } from '../lib/errors.ts';
import { useFailureWords } from '../lib/failure-words.ts';
import { queryClient } from '../lib/queries.ts';
import { MessageComposer } from '../ui/conversation/MessageComposer.tsx';
import { useUpload } from '../ui/conversation/use-upload.ts';
import { Failure } from '../ui/Failure.tsx';
import { portalKey } from './live.ts';
import styles from './NewTicketPage.module.css';
import { PortalHeading } from './PortalHeading.tsx';
import { useMe } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';
import { useDraft } from './use-draft.ts';

export function NewTicketPage() {
  const t = usePortalWords();
  const viewer = useMe();
  return (
    <div className={styles.page}>
      <Stack gap={4}>
        <PortalHeading>{t('new')}</PortalHeading>
        <p className={styles.lead}>{t('new_text')}</p>
      </Stack>
      {viewer.data ? (
        <Form personId={viewer.data.id} />
      ) : viewer.error ? (
        <Failure error={viewer.error} again={() => void viewer.refetch()} />
      ) : (
        <Skeleton height={260} />
      )}
    </div>
  );
}

function Form({ personId }: { personId: string }) {
  const t = usePortalWords();
  const { problem } = useFailureWords();
  const go = useNavigate();
  const uploads = useUpload();
  const { draft, write, keyFor, sent } = useDraft(personId, 'new');
  const [tried, setTried] = useState(false);
  const checked = subjectRule.safeParse(draft.subject ?? '');
  const open = useMutation({
    mutationFn(body: { subject: string; text: string; fileIds: string[] }) {
      return call(openMyTicket, { body }, { idempotencyKey: keyFor(body) });
    },
    onSuccess({ number }, { text }) {
      sent(text);
      uploads.clear();
      void queryClient.invalidateQueries({ queryKey: portalKey('tickets') });
      go(`/portal/tickets/${number}`, { replace: true, state: { sent: true } });
    },
  });
  const fields = open.error instanceof ApiError ? open.error.fields : {};
  const wrong = fields.subject ?? (tried && !checked.success ? ('too_short' as const) : undefined);
  const subjectProblem = checked.success ? fields.subject : wrong && problemOf(draft.subject);

  return (
    <Stack gap="md">
      <TextInput
        label={t('subject')}
        placeholder={t('subject_hint')}
        size="md"
        value={draft.subject ?? ''}
        error={subjectProblem && problem(subjectProblem)}
        onChange={({ currentTarget }) => write({ subject: currentTarget.value })}
        data-autofocus
      />
      <div>
        <div className={styles.label} aria-hidden="true">
          {t('text')}
        </div>
        <div className={styles.composer}>
          <MessageComposer
            text={draft.text}
            write={(text) => write({ text })}
            uploads={uploads}
            label={t('text')}
            placeholder={t('text_hint')}
            sending={open.isPending}
            send={send}
            sendLabel={t('send')}
          />
        </div>
        {uploads.busy && (
          <p role="status" className={styles.lead}>
            {t('uploading')}
          </p>
        )}
      </div>
      {open.error && !fields.subject && <Failure error={open.error} again={send} />}
    </Stack>
  );

  function send(): void {
    setTried(true);
    if (!checked.success || open.isPending) return;
    open.mutate({ subject: checked.data, text: draft.text, fileIds: uploads.fileIds });
  }
}

function problemOf(given = '') {
  const length = [...given.trim()].length;
  if (length === 0) return 'required';
  if (length < 3) return 'too_short';
  return length > 200 ? 'too_long' : 'control_characters';
}
