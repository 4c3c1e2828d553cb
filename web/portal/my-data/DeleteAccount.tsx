/** The end of an account: what goes and what stays is said before, and the name typed, so that nobody does it by accident. */
import { Button, Modal, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { DeleteForm } from './DeleteForm.tsx';
import { useDataWords } from './data-words.ts';

export function DeleteAccount({ name }: { name: string }) {
  const t = useDataWords();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={3} size="h5">
        {t('delete_title')}
      </Title>
      <Text c="dimmed" size="sm">
        {t('delete_text')}
      </Text>
      <Button variant="default" c="var(--mantine-color-error)" onClick={() => setOpened(true)}>
        {t('delete')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('dialog')}
        centered
        closeButtonProps={{ 'aria-label': t('keep') }}
      >
        <DeleteForm name={name} close={close} />
      </Modal>
    </Stack>
  );
}
