/** Pausing a monthly invoice, which is easily undone, and ending it, which is not. */
import { Button, Group } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { removeRecurring } from '../../../contract/recurring-invoices.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './Recurring.module.css';
import { RecurringState } from './RecurringRows.tsx';
import { type Recurring, refreshRecurring, setActive } from './recurring-queries.ts';
import { useRecurringWords } from './recurring-words.ts';

interface RecurringActionsProps {
  recurring: Recurring;
  /** Paused or resumed: this is the version now. */
  turned(version: number): void;
}

export function RecurringActions({ recurring, turned }: RecurringActionsProps) {
  const t = useRecurringWords();
  const { failure } = useFailureWords();
  const go = useNavigate();
  const [ending, setEnding] = useState(false);
  const { active } = recurring;
  const turn = useMutation({
    mutationFn: () => setActive(recurring, !active),
    onSuccess({ version }) {
      turned(version);
      toast({ text: t(active ? 'paused' : 'resumed'), id: 'recurring' });
    },
    onError: (error) => toast({ tone: 'bad', text: failure(error) }),
    onSettled: refreshRecurring,
  });
  const end = useMutation({
    mutationFn: () => call(removeRecurring, { params: { recurringId: recurring.id } }),
    async onSuccess() {
      toast({ text: t('ended'), id: 'recurring' });
      void go('/admin/invoices/recurring', { replace: true });
      await refreshRecurring();
    },
  });
  return (
    <div className={styles.end}>
      <RecurringState row={recurring} />
      <Group gap="xs">
        <Button
          variant="default"
          loading={turn.isPending}
          leftSection={
            active ? (
              <IconPlayerPause size={18} aria-hidden="true" />
            ) : (
              <IconPlayerPlay size={18} aria-hidden="true" />
            )
          }
          onClick={() => turn.mutate()}
        >
          {t(active ? 'pause' : 'resume')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={18} aria-hidden="true" />}
          onClick={() => {
            end.reset();
            setEnding(true);
          }}
        >
          {t('end')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={ending}
        title={t('end_title')}
        confirm={t('end')}
        danger
        pending={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
        onClose={() => setEnding(false)}
      >
        {t('end_text')}
      </ConfirmDialog>
    </div>
  );
}
