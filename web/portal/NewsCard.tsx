/** What the client hears in Telegram, and when. */
import { Stack, Text, Title } from '@mantine/core';
import { Card } from '../ui/Card.tsx';
import { NoticePreferences } from '../ui/telegram/NoticePreferences.tsx';
import { useNewsHeading } from '../ui/telegram/news-heading.ts';
import { portalKey } from './live.ts';

export function NewsCard() {
  const { title, text } = useNewsHeading();
  return (
    <Card>
      <Stack gap="md" id="notifications">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          <Text c="dimmed">{text}</Text>
        </div>
        <NoticePreferences queryKey={portalKey('notifications')} />
      </Stack>
    </Card>
  );
}
