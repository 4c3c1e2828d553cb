/** Asks which of two tickets goes on, and says what becomes of the other: it cannot be undone. */
import { Radio, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TicketRow } from '../../../contract/ticket-shapes.ts';
import { mergeTicket } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { queryClient } from '../../lib/queries.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useQueueWords } from './queue-words.ts';

type Merged = Pick<TicketRow, 'id' | 'number' | 'subject'>;

interface MergeConfirmProps {
  /** The second goes on, unless the reader turns it round. */
  pair: readonly [Merged, Merged];
  close(): void;
  done(into: { number: number }): void;
}

export function MergeConfirm({ pair, close, done }: MergeConfirmProps) {
  const t = useQueueWords();
  const [intoId, choose] = useState(pair[1].id);
  const [from, into] = intoId === pair[1].id ? pair : [pair[1], pair[0]];
  const merging = useMutation({
    mutationFn: () =>
      call(mergeTicket, { params: { ticketId: from.id }, body: { intoId: into.id } }),
    onSuccess(reply) {
      for (const what of ['queue', 'counts', 'ticket']) {
        void queryClient.invalidateQueries({ queryKey: adminKey(what) });
      }
      toast({ text: t('merged', { from: from.number, into: reply.number }) });
      close();
      done(reply);
    },
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t('merge_title')}
      confirm={t('merge_do', { number: into.number })}
      pending={merging.isPending}
      error={merging.error}
      onConfirm={() => merging.mutate()}
      onClose={close}
    >
      <Stack gap="md">
        <Radio.Group label={t('merge_which')} value={intoId} onChange={choose}>
          <Stack gap="sm" mt="xs">
            {pair.map(({ id, number, subject }) => (
              <Radio
                key={id}
                value={id}
                label={`${t('number', { number })} ${subject}`}
                styles={{ label: { overflowWrap: 'anywhere' } }}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm">{t('merge_what', { from: from.number, into: into.number })}</Text>
        <Text size="sm" fw={600} c="var(--mantine-color-text)">
          {t('merge_forever')}
        </Text>
      </Stack>
    </ConfirmDialog>
  );
}
