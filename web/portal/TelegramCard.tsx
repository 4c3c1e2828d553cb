/** The client's own Telegram: on the first page, and in the profile. */
import { Group, Stack, Title } from '@mantine/core';
import { Card } from '../ui/Card.tsx';
import { PlaneIcon } from '../ui/icons.tsx';
import { clientDoings, useOwnTelegram } from '../ui/telegram/own-telegram.ts';
import { TelegramBadge } from '../ui/telegram/TelegramBadge.tsx';
import { TelegramConnection } from '../ui/telegram/TelegramConnection.tsx';
import { portalKey } from './live.ts';
import { usePortalWords } from './portal-words.ts';
import styles from './TelegramCard.module.css';

/** `preferences`: where one chooses what comes, when that is another page. */
export function TelegramCard({ preferences }: { preferences?: string }) {
  const t = usePortalWords();
  const own = useOwnTelegram(clientDoings, portalKey('telegram'));
  return (
    <Card>
      <Stack gap="md">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <span className={styles.plane}>
              <PlaneIcon />
            </span>
            <Title order={2} size="h4">
              {t('telegram')}
            </Title>
          </Group>
          <TelegramBadge status={own.status.data} />
        </Group>
        <TelegramConnection own={own} {...(preferences && { preferences })} />
      </Stack>
    </Card>
  );
}
