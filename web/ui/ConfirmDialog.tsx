/** Asks before something that is not easily taken back. */
import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFailureWords } from '../lib/failure-words.ts';
import { Callout } from './Callout.tsx';
import { Dialog, DialogEnd } from './Dialog.tsx';

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
  const { failure } = useFailureWords();
  const { opened, title, pending = false, error, onConfirm, onClose } = rest;
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
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
        <DialogEnd onCancel={onClose}>
          <Button
            color={danger ? 'red.8' : undefined}
            loading={pending}
            onClick={onConfirm}
            data-autofocus
          >
            {confirm}
          </Button>
        </DialogEnd>
      </Stack>
    </Dialog>
  );
}
