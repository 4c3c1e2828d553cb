/** The one-time link: shown once, to be copied or scanned. A stray click does not close it. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { exactly } from '../../lib/when.ts';
import { QrCode } from '../../ui/QrCode.tsx';
import { SecretOnce } from '../../ui/SecretOnce.tsx';
import { useStaffWords } from './staff-words.ts';

export interface MadeLink {
  name: string;
  link: string;
  expiresAt: string;
}

export function LinkDialog({ link, onClose }: { link: MadeLink | undefined; onClose(): void }) {
  const t = useStaffWords();
  const language = useLanguage();
  const timeZone = useTimeZone();
  return (
    <Modal
      opened={link !== undefined}
      onClose={onClose}
      title={t('link_title')}
      centered
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      {link && (
        <Stack gap="md">
          <Text c="dimmed">
            {t('link_text', {
              name: link.name,
              when: exactly(link.expiresAt, { language, timeZone }),
            })}
          </Text>
          <SecretOnce text={link.link} label={t('link_label')} />
          <Stack align="center">
            <QrCode text={link.link} label={t('link_qr')} />
          </Stack>
          <Button variant="default" onClick={onClose}>
            {t('done')}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}
