/** Asks before something that is not easily taken back. */
import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog, DialogEnd } from './Dialog.tsx';
import { Failure } from './Failure.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  children?: ReactNode;
  /** What the button says: the deed itself, no "OK". */
  confirm: string;
  /** Where the deed itself is a cancelling, "Cancel" would say nothing. */
  stay?: string | undefined;
  danger?: boolean;
  pending?: boolean;
  error?: unknown;
  onConfirm(): void;
  onClose(): void;
}

export function ConfirmDialog({ children, confirm, stay, danger, ...rest }: ConfirmDialogProps) {
  const { opened, title, pending = false, error, onConfirm, onClose } = rest;
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Stack gap="md">
        {children && (
          <Text component="div" c="dimmed">
            {children}
          </Text>
        )}
        {Boolean(error) && <Failure error={error} />}
        <DialogEnd onCancel={onClose} cancel={stay}>
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
