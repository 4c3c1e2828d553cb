/** The recovery codes, shown once: to be copied or downloaded. A stray click does not close them. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepFile } from '../../lib/save-file.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './Profile.module.css';
import { useProfileWords } from './profile-words.ts';

export function RecoveryCodes({
  codes,
  onClose,
}: {
  codes: string[] | undefined;
  onClose(): void;
}) {
  const t = useProfileWords();
  return (
    <Modal
      opened={codes !== undefined}
      onClose={onClose}
      title={t('codes_title')}
      centered
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      {codes && (
        <Stack gap="md">
          <Text c="dimmed">{t('codes_text')}</Text>
          <ul className={styles.codes}>
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <Group gap="sm">
            <CopyButton text={codes.join('\n')} label={t('copy_codes')} />
            <Button
              variant="default"
              leftSection={<IconDownload size={18} />}
              onClick={() => download(codes)}
            >
              {t('download')}
            </Button>
          </Group>
          <Button onClick={onClose}>{t('codes_kept')}</Button>
        </Stack>
      )}
    </Modal>
  );
}

function download(codes: string[]): void {
  const text = `${codes.join('\n')}\n`;
  void keepFile(new File([text], 'otklik-recovery-codes.txt', { type: 'text/plain' }));
}
