/** One's own connection with Telegram, wherever it stands: the way there, the question, what is connected. */
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useSecondsUntil } from '../../lib/clock.ts';
import { Callout } from '../Callout.tsx';
import { Failure } from '../Failure.tsx';
import { PlaneIcon } from '../icons.tsx';
import { Blocked, Connected } from './Connected.tsx';
import { LinkDoor } from './LinkDoor.tsx';
import { LinkQuestion } from './LinkQuestion.tsx';
import type { OwnTelegram } from './own-telegram.ts';
import { useTelegramWords } from './telegram-words.ts';

interface TelegramConnectionProps {
  own: OwnTelegram;
  /** Where one chooses what comes, when that is another page. */
  preferences?: string;
}

export function TelegramConnection({ own, preferences }: TelegramConnectionProps) {
  const { status, link } = own;
  if (status.error && !status.data) {
    return <Failure error={status.error} again={() => void status.refetch()} />;
  }
  if (!status.data) return <Skeleton height={72} />;
  const { pending, state } = status.data;
  return (
    <Stack gap="md">
      {pending ? (
        pending.state === 'waiting' ? (
          <LinkDoor own={own} pending={pending} />
        ) : (
          <LinkQuestion own={own} pending={pending} />
        )
      ) : state === 'connected' ? (
        <Connected own={own} status={status.data} preferences={preferences} />
      ) : state === 'blocked' ? (
        <Blocked own={own} />
      ) : (
        <NotConnected own={own} />
      )}
      {link.error && <Failure error={link.error} />}
    </Stack>
  );
}

function NotConnected({ own }: { own: OwnTelegram }) {
  const t = useTelegramWords();
  const { link, answer } = own;
  const left = useSecondsUntil(link.data?.expiresAt);
  return (
    <Stack gap="md" align="flex-start">
      {link.data ? (
        <div role="status">
          <Callout>{left > 0 ? t('over') : t('expired')}</Callout>
        </div>
      ) : (
        <Text c="dimmed">{t('none_text')}</Text>
      )}
      {answer.error && <Failure error={answer.error} />}
      <Button
        leftSection={<PlaneIcon />}
        loading={link.isPending}
        onClick={() => {
          answer.reset();
          link.mutate();
        }}
      >
        {link.data ? t('new_link') : t('connect')}
      </Button>
    </Stack>
  );
}
