/** Whether news reaches the client in Telegram, and what to do when it does not. */
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Reply } from '../../contract/endpoint.ts';
import { clientTelegramStatus } from '../../contract/session.ts';
import { useAbout } from '../lib/about.ts';
import { call } from '../lib/call.ts';
import { useLanguage } from '../lib/i18n.ts';
import { Card } from '../ui/Card.tsx';
import { Failure } from '../ui/Failure.tsx';
import { PlaneIcon } from '../ui/icons.tsx';
import { portalKey } from './live.ts';
import { usePortalWords } from './portal-words.ts';
import styles from './TelegramCard.module.css';

type Status = Reply<typeof clientTelegramStatus>;

export function TelegramCard() {
  const t = usePortalWords();
  const status = useQuery({
    queryKey: portalKey('telegram'),
    queryFn: ({ signal }) => call(clientTelegramStatus, {}, { signal }),
  });
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
          <span aria-live="polite">
            {status.data && (
              <span className={styles.badge} data-state={status.data.state}>
                {t(`telegram_${status.data.state}`)}
              </span>
            )}
          </span>
        </Group>
        {status.data ? (
          <Told status={status.data} />
        ) : status.error ? (
          <Failure error={status.error} again={() => void status.refetch()} />
        ) : (
          <Skeleton height={72} />
        )}
      </Stack>
    </Card>
  );
}

function Told({ status }: { status: Status }) {
  const t = usePortalWords();
  const language = useLanguage();
  const about = useAbout();
  const bot = about.data ? `@${about.data.botUsername}` : 'Telegram';
  if (status.state === 'none') return <Text c="dimmed">{t('telegram_none_text')}</Text>;
  return (
    <Stack gap="sm" align="flex-start">
      {status.state === 'blocked' ? (
        <Text>{t('telegram_blocked_text', { bot })}</Text>
      ) : (
        <Text>
          {status.username
            ? t('telegram_as', { username: `@${status.username.replace(/^@/, '')}` })
            : t('telegram_plain', { bot })}
        </Text>
      )}
      {status.state === 'connected' && status.connectedAt && (
        <Text size="sm" c="dimmed">
          {t('telegram_since', { date: day(status.connectedAt, language) })}
        </Text>
      )}
      {about.data && (
        <Button
          component="a"
          variant={status.state === 'blocked' ? 'filled' : 'default'}
          href={chat(about.data)}
          target="_blank"
          rel="noopener"
        >
          {t('telegram_open')}
        </Button>
      )}
    </Stack>
  );
}

function chat({ botUsername, sandbox }: { botUsername: string; sandbox?: unknown }): string {
  return sandbox ? `/sandbox/t/${botUsername}` : `https://t.me/${botUsername}`;
}

function day(when: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(when),
  );
}
