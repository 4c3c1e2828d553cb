/** A dialog above the page. */
import { Button, Group, Modal, type ModalProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useUiWords } from './ui-words.ts';

export function Dialog(props: ModalProps) {
  const t = useUiWords();
  return <Modal centered closeButtonProps={{ 'aria-label': t('close') }} {...props} />;
}

interface DialogEndProps {
  onCancel(): void;
  /** What the way out says; "Cancel" when absent. */
  cancel?: string | undefined;
  /** The button of the deed. */
  children: ReactNode;
}

/** The end of a dialog: the way out, and the deed beside it. */
export function DialogEnd({ onCancel, cancel, children }: DialogEndProps) {
  const t = useUiWords();
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={onCancel}>
        {cancel ?? t('cancel')}
      </Button>
      {children}
    </Group>
  );
}
