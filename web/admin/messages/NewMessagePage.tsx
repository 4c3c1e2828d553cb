/** A message to a group: to whom, what, how it will look, and a question before it goes. */
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSend2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type ClientFilter, sendCustomMessage } from '../../../contract/custom-messages.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { toast } from '../../ui/toasts.tsx';
import { UnsavedGuard } from '../../ui/UnsavedGuard.tsx';
import { FilterPart } from './FilterPart.tsx';
import { FormattedField } from './FormattedField.tsx';
import styles from './Messages.module.css';
import { refreshMessages, usePreview } from './messages-queries.ts';
import { useMessagesWords } from './messages-words.ts';
import { OnPhone } from './OnPhone.tsx';
import { useWritten } from './use-written.ts';

export function NewMessagePage() {
  const t = useMessagesWords();
  const go = useNavigate();
  const { fields } = useFailureWords();
  const [filter, choose] = useState<ClientFilter>({});
  const [settled] = useDebouncedValue(filter, 300);
  const [asking, ask] = useState(false);
  const written = useWritten();
  const preview = usePreview(settled);
  const expected = preview.data?.total ?? 0;
  const reached = preview.data ? preview.data.counts.reachable + preview.data.counts.blocked : 0;
  // What is shown must be what is sent to.
  const known = settled === filter && !preview.isPlaceholderData && !preview.isFetching;
  const send = useMutation({
    mutationFn() {
      const body = { ...written.body(), filter: settled, expected };
      return call(sendCustomMessage, { body }, { idempotencyKey: written.key.for(body) });
    },
    async onSuccess({ id }) {
      written.clear();
      toast({ text: t('begun') });
      await refreshMessages();
      void go(`/admin/messages/${id}`, { replace: true });
    },
    onError(error) {
      if (refusedWith(error, 'custom_message.others_by_now')) void preview.refetch();
      if (refusedWith(error, 'request.invalid')) ask(false);
    },
  });
  const sample = preview.data?.clients.reachable.items[0]?.name ?? t('sample_name');
  return (
    <>
      <PageHead title={t('new')} back={{ to: '/admin/messages', label: t('title') }} />
      <div className={styles.columns}>
        <section className={styles.part} aria-labelledby="message-what">
          <h2 className={styles.partTitle} id="message-what">
            {t('what')}
          </h2>
          <FormattedField written={written} refused={fields(send.error).message} />
          <OnPhone written={written} name={sample} />
        </section>
        <div className={styles.part}>
          <FilterPart filter={filter} change={choose} preview={preview} />
          <Button
            size="md"
            leftSection={<IconSend2 size={18} aria-hidden="true" />}
            disabled={!written.ready || reached === 0 || !known}
            onClick={() => {
              send.reset();
              ask(true);
            }}
          >
            {t('send_to', { count: reached })}
          </Button>
          {reached === 0 && preview.data && (
            <p className={styles.quiet}>
              {t(preview.data.counts.not_connected > 0 ? 'nobody_reached' : 'nobody_fits')}
            </p>
          )}
        </div>
      </div>
      <ConfirmDialog
        opened={asking}
        title={t('confirm_title', { count: reached })}
        confirm={t('confirm')}
        pending={send.isPending}
        error={send.error}
        onConfirm={() => send.mutate()}
        onClose={() => ask(false)}
      >
        {t('confirm_text')}
        {preview.data && preview.data.counts.not_connected > 0 && (
          <> {t('confirm_missed', { count: preview.data.counts.not_connected })}</>
        )}
      </ConfirmDialog>
      <UnsavedGuard
        unsaved={written.unsent && !send.isPending && !send.isSuccess}
        title={t('unsent_title')}
        text={t('unsent_text')}
        leave={t('unsent_leave')}
      />
    </>
  );
}
