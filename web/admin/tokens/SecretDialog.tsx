/** The secret of a new token, shown once, with a line to try it. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import { me } from '../../../contract/session.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { SecretOnce } from '../../ui/SecretOnce.tsx';
import styles from './SecretDialog.module.css';
import { useTokensWords } from './tokens-words.ts';

interface SecretDialogProps {
  made: { name: string; token: string } | undefined;
  onClose(): void;
}

export function SecretDialog({ made, onClose }: SecretDialogProps) {
  const t = useTokensWords();
  return (
    <Modal
      opened={made !== undefined}
      onClose={onClose}
      title={t('secret_title', { name: made?.name ?? '' })}
      centered
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      {made && (
        <Stack gap="md">
          <Text c="dimmed">{t('secret_text')}</Text>
          <SecretOnce text={made.token} label={t('secret_label')} />
          <div>
            <Text size="sm" mb={6}>
              {t('example')}
            </Text>
            <pre className={styles.example}>{example(made.token)}</pre>
            <CopyButton text={example(made.token)} variant="subtle" />
          </div>
          <Button onClick={onClose}>{t('done')}</Button>
        </Stack>
      )}
    </Modal>
  );
}

function example(token: string): string {
  return `curl -H 'Authorization: Bearer ${token}' \\\n  ${location.origin}${me.path}`;
}
