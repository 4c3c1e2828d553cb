/** The way into the bot: a button where Telegram is here, a QR code where it is on another device. */
import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useAbout } from '../../lib/about.ts';
import { clockFace, useSecondsUntil } from '../../lib/clock.ts';
import { CopyButton } from '../CopyButton.tsx';
import { PlaneIcon } from '../icons.tsx';
import styles from './LinkDoor.module.css';
import type { OwnTelegram, PendingLink } from './own-telegram.ts';
import { useTelegramWords } from './telegram-words.ts';

export function LinkDoor({ own, pending }: { own: OwnTelegram; pending: PendingLink }) {
  const t = useTelegramWords();
  const { link, cancel } = own;
  return (
    <Stack gap="md">
      {link.data ? (
        <Ways link={link.data.link} qrCode={link.data.qrCode} />
      ) : (
        <Text>{t('lost_link')}</Text>
      )}
      <div role="status" className={styles.status}>
        <Loader size="sm" aria-hidden="true" />
        <span>{t('waiting')}</span>
      </div>
      <Group justify="space-between" gap="xs">
        <Remaining until={pending.expiresAt} />
        <Group gap="xs">
          <Button
            variant="subtle"
            size="sm"
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {t('cancel')}
          </Button>
          <Button
            variant="default"
            size="sm"
            loading={link.isPending}
            onClick={() => link.mutate()}
          >
            {t('new_link')}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

function Ways({ link, qrCode }: { link: string; qrCode: string }) {
  const t = useTelegramWords();
  const about = useAbout();
  const wide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false });
  const bot = about.data ? `@${about.data.botUsername}` : 'Telegram';
  const button = (
    <Button
      component="a"
      href={link}
      target="_blank"
      rel="noopener"
      size="md"
      fullWidth={!wide}
      leftSection={<PlaneIcon />}
    >
      {t('open')}
    </Button>
  );
  const code = (
    <img className={styles.code} src={qrCode} alt={t('qr', { bot })} width={176} height={176} />
  );
  // Browsers offer no clipboard on plain http, except on this very machine.
  const copy = navigator.clipboard && <CopyButton text={link} label={t('copy')} />;
  return (
    <>
      <Text fw={560}>{t('open_title')}</Text>
      {wide ? (
        <div className={styles.beside}>
          {code}
          <Stack gap="sm" align="flex-start" justify="center">
            {button}
            <Text size="sm" c="dimmed">
              {t('scan')}
            </Text>
            {copy}
          </Stack>
        </div>
      ) : (
        <>
          {button}
          <details className={styles.elsewhere}>
            <summary>{t('other_device')}</summary>
            <Stack gap="sm" align="center" pt="sm">
              <Text size="sm" c="dimmed">
                {t('scan')}
              </Text>
              {code}
              {copy}
            </Stack>
          </details>
        </>
      )}
    </>
  );
}

function Remaining({ until }: { until: string }) {
  const t = useTelegramWords();
  const seconds = useSecondsUntil(until);
  return (
    <Text size="sm" c="dimmed" role="timer" aria-live="off">
      {t('link_left', { time: clockFace(seconds) })}
    </Text>
  );
}
