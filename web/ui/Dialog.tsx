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
  /** The button of the deed. */
  children: ReactNode;
}

/** The end of a dialog: the way out, and the deed beside it. */
export function DialogEnd({ onCancel, children }: DialogEndProps) {
  const t = useUiWords();
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
      {children}
    </Group>
  );
}
