/** Asks before something that is not easily taken back. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFailureWords } from '../lib/failure-words.ts';
import { Callout } from './Callout.tsx';
import { useUiWords } from './ui-words.ts';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  children?: ReactNode;
  /** What the button says: the deed itself, no "OK". */
  confirm: string;
  danger?: boolean;
  pending?: boolean;
  error?: unknown;
  onConfirm(): void;
  onClose(): void;
}

export function ConfirmDialog({ children, confirm, danger, ...rest }: ConfirmDialogProps) {
  const t = useUiWords();
  const { failure } = useFailureWords();
  const { opened, title, pending = false, error, onConfirm, onClose } = rest;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        {children && (
          <Text component="div" c="dimmed">
            {children}
          </Text>
        )}
        {Boolean(error) && (
          <div role="alert">
            <Callout tone="bad">{failure(error)}</Callout>
          </div>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            color={danger ? 'red.8' : undefined}
            loading={pending}
            onClick={onConfirm}
            data-autofocus
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
