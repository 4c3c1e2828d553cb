/** News arrives, or the person has blocked the bot: what can be done about it. */
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAbout } from '../../lib/about.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { toast } from '../toasts.tsx';
import { When } from '../When.tsx';
import styles from './LinkDoor.module.css';
import type { OwnTelegram, TelegramStatus } from './own-telegram.ts';
import { useTelegramWords } from './telegram-words.ts';

interface ConnectedProps {
  own: OwnTelegram;
  status: TelegramStatus;
  preferences: string | undefined;
}

export function Connected({ own, status, preferences }: ConnectedProps) {
  const t = useTelegramWords();
  const { failure } = useFailureWords();
  const { bot } = useBot();
  const { username, connectedAt } = status;
  const test = () =>
    own.test.mutate(undefined, {
      onSuccess: () => toast({ text: t('test_sent'), id: 'telegram-test' }),
      onError: (error) => toast({ tone: 'bad', text: failure(error), id: 'telegram-test' }),
    });
  return (
    <Stack gap="sm" align="flex-start">
      <div>
        <Text>{username ? t('as', { username: `@${username}` }) : t('plain', { bot })}</Text>
        {connectedAt && (
          <Text size="sm" c="dimmed">
            {t('since')} <When at={connectedAt} form="exact" />
          </Text>
        )}
      </div>
      <Group gap="sm">
        <OpenChat variant="default" />
        <Button variant="default" loading={own.test.isPending} onClick={test}>
          {t('test')}
        </Button>
      </Group>
      {preferences && (
        <Anchor component={Link} to={preferences}>
          {t('preferences')}
        </Anchor>
      )}
      <Rest own={own} />
    </Stack>
  );
}

export function Blocked({ own }: { own: OwnTelegram }) {
  const t = useTelegramWords();
  const { bot } = useBot();
  return (
    <Stack gap="sm" align="flex-start">
      <Text>{t('blocked_text', { bot })}</Text>
      <ol className={styles.steps}>
        <li>{t('blocked_open', { bot })}</li>
        <li>{t('blocked_unblock')}</li>
        <li>{t('blocked_start')}</li>
      </ol>
      <Text size="sm" c="dimmed">
        {t('blocked_kept')}
      </Text>
      <OpenChat variant="filled" />
      <Rest own={own} />
    </Stack>
  );
}

function OpenChat({ variant }: { variant: 'default' | 'filled' }) {
  const t = useTelegramWords();
  const { href } = useBot();
  if (!href) return null;
  return (
    <Button component="a" variant={variant} href={href} target="_blank" rel="noopener">
      {t('open_chat')}
    </Button>
  );
}

/** What is seldom wanted. */
function Rest({ own }: { own: OwnTelegram }) {
  const t = useTelegramWords();
  const [asked, setAsked] = useState(false);
  const { disconnect, link } = own;
  const close = () => {
    setAsked(false);
    disconnect.reset();
  };
  const run = () =>
    disconnect.mutate(undefined, {
      onSuccess() {
        setAsked(false);
        link.reset();
        toast({ text: t('disconnected') });
      },
    });
  return (
    <Group gap="xs" ml={-12}>
      <Button
        variant="subtle"
        size="sm"
        px={12}
        loading={link.isPending}
        onClick={() => link.mutate()}
      >
        {t('another')}
      </Button>
      <Button
        variant="subtle"
        color="red.8"
        c="var(--otklik-bad-text)"
        size="sm"
        px={12}
        onClick={() => setAsked(true)}
      >
        {t('disconnect')}
      </Button>
      <ConfirmDialog
        opened={asked}
        title={t('disconnect_title')}
        confirm={t('disconnect')}
        danger
        pending={disconnect.isPending}
        error={disconnect.error}
        onConfirm={run}
        onClose={close}
      >
        {t('disconnect_text')}
      </ConfirmDialog>
    </Group>
  );
}

function useBot(): { bot: string; href?: string } {
  const { data } = useAbout();
  if (!data) return { bot: 'Telegram' };
  const { botUsername, sandbox } = data;
  return {
    bot: `@${botUsername}`,
    href: sandbox ? `/sandbox/t/${botUsername}` : `https://t.me/${botUsername}`,
  };
}
