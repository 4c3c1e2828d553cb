/** The ways into the bot: the button where Telegram is here, the QR code where it is on another device. */
import { Button, Stack, Text } from '@mantine/core';
import { useClipboard, useMediaQuery } from '@mantine/hooks';
import { CopyIcon, PlaneIcon } from '../ui/icons.tsx';
import type { Link } from './link.ts';
import { useSignUpWords } from './sign-up-words.ts';
import styles from './TelegramDoor.module.css';

export function TelegramDoor({ link, opened }: { link: Link; opened: boolean }) {
  const t = useSignUpWords();
  const desk = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false });
  const button = (
    <Button
      component="a"
      href={link.telegramLink}
      target="_blank"
      rel="noopener"
      size="lg"
      fullWidth
      variant={opened ? 'default' : 'filled'}
      leftSection={<PlaneIcon />}
    >
      {opened ? t('open_again') : t('open_button')}
    </Button>
  );

  if (desk) {
    return (
      <div className={styles.beside}>
        <Code link={link} />
        <Stack gap="sm" justify="center" className={styles.ways}>
          {button}
          <Text size="sm" c="dimmed" ta="center">
            {t('scan')}
          </Text>
          <CopyLink link={link} />
        </Stack>
      </div>
    );
  }
  return (
    <Stack gap="sm">
      {button}
      <details className={styles.elsewhere}>
        <summary>{t('other_device')}</summary>
        <Stack gap="sm" align="center" pt="sm">
          <Text size="sm" c="dimmed">
            {t('other_device_text')}
          </Text>
          <Code link={link} />
          <CopyLink link={link} />
        </Stack>
      </details>
    </Stack>
  );
}

function Code({ link }: { link: Link }) {
  const t = useSignUpWords();
  return (
    <img
      className={styles.code}
      src={link.qrCode}
      alt={t('qr', { bot: `@${link.botUsername}` })}
      width={176}
      height={176}
    />
  );
}

function CopyLink({ link }: { link: Link }) {
  const t = useSignUpWords();
  const clipboard = useClipboard({ timeout: 2500 });
  // Browsers offer no clipboard on plain http, except on this very machine.
  if (!navigator.clipboard) return null;
  return (
    <Button
      variant="subtle"
      size="sm"
      leftSection={<CopyIcon size={18} />}
      onClick={() => clipboard.copy(new URL(link.telegramLink, location.href).href)}
    >
      <span aria-live="polite">{clipboard.copied ? t('copied') : t('copy')}</span>
    </Button>
  );
}
