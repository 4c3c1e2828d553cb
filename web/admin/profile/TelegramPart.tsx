/** The own chat with the bot, and what comes there. */
import { Stack } from '@mantine/core';
import { Section } from '../../ui/Section.tsx';
import { NoticePreferences } from '../../ui/telegram/NoticePreferences.tsx';
import { useNewsHeading } from '../../ui/telegram/news-heading.ts';
import { staffDoings, useOwnTelegram } from '../../ui/telegram/own-telegram.ts';
import { TelegramBadge } from '../../ui/telegram/TelegramBadge.tsx';
import { TelegramConnection } from '../../ui/telegram/TelegramConnection.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useProfileWords } from './profile-words.ts';

export function TelegramPart() {
  const t = useProfileWords();
  const news = useNewsHeading();
  const own = useOwnTelegram(staffDoings, adminKey('telegram'));
  return (
    <>
      <Section title="Telegram" text={t('telegram_text')}>
        <Stack gap="md">
          <TelegramBadge status={own.status.data} />
          <TelegramConnection own={own} />
        </Stack>
      </Section>
      <Section {...news}>
        <NoticePreferences queryKey={adminKey('notifications')} />
      </Section>
    </>
  );
}
