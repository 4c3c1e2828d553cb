/** Once more, or not at all. */
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useFailureWords } from '../../lib/failure-words.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import type { Delivery } from './DeliveryPage.tsx';
import { useCancel, useRetry } from './deliveries-queries.ts';
import { useDeliveriesWords } from './deliveries-words.ts';

export function DeliveryDoings({ delivery: { id, may, state } }: { delivery: Delivery }) {
  const t = useDeliveriesWords();
  const { failure } = useFailureWords();
  const [asking, ask] = useState<'again' | 'cancel' | undefined>();
  const done = (text: string) => () => {
    ask(undefined);
    toast({ text });
  };
  const retry = useRetry(id, done(t('retried')));
  const cancel = useCancel(id, done(t('cancelled')));
  const retryNow = () =>
    retry.mutate(false, { onError: (error) => toast({ tone: 'bad', text: failure(error) }) });
  return (
    <Group gap="xs">
      {may.includes('cancel') && (
        <Button variant="default" onClick={() => ask('cancel')}>
          {t('cancel')}
        </Button>
      )}
      {may.includes('retry') && (
        <Button loading={retry.isPending} onClick={retryNow}>
          {t(state === 'unreachable' ? 'retry_now' : 'retry')}
        </Button>
      )}
      {may.includes('retry_again') && <Button onClick={() => ask('again')}>{t('retry')}</Button>}
      <ConfirmDialog
        opened={asking === 'again'}
        title={t('again_title')}
        confirm={t('retry')}
        pending={retry.isPending}
        error={retry.error}
        onConfirm={() => retry.mutate(true)}
        onClose={() => ask(undefined)}
      >
        {t('again_text')}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'cancel'}
        title={t('cancel_title')}
        confirm={t('cancel')}
        stay={t('cancel_not')}
        danger
        pending={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={() => ask(undefined)}
      >
        {t('cancel_text')}
      </ConfirmDialog>
    </Group>
  );
}
