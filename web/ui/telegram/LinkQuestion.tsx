/** Somebody has opened the link: is it oneself? And where the chat brings another's news, it must agree first. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { Callout } from '../Callout.tsx';
import { Failure } from '../Failure.tsx';
import styles from './LinkDoor.module.css';
import type { OwnTelegram, PendingLink } from './own-telegram.ts';
import { useTelegramWords } from './telegram-words.ts';

export function LinkQuestion({ own, pending }: { own: OwnTelegram; pending: PendingLink }) {
  const t = useTelegramWords();
  const { answer } = own;
  const { id, username, name } = pending;
  const moves = pending.state === 'chat_to_agree';
  const asked = answer.isPending ? answer.variables.accept : undefined;
  return (
    <Stack gap="sm">
      <div role="status">
        <Text fw={560}>{t('confirm_title')}</Text>
        <p className={styles.who} dir="auto">
          {username ? `@${username}` : (name ?? t('nameless'))}
          {username && name && ` (${name})`}
        </p>
        {!moves && <Text c="dimmed">{t('confirm_text')}</Text>}
      </div>
      {moves && (
        <Callout>
          <b>{t('moves_title')}.</b> {t('moves_text')}
        </Callout>
      )}
      {answer.error && <Failure error={answer.error} />}
      <Group gap="sm">
        {!moves && (
          <Button
            loading={asked === true}
            disabled={asked === false}
            onClick={() => answer.mutate({ accept: true, id })}
          >
            {t('yes')}
          </Button>
        )}
        <Button
          variant="default"
          loading={asked === false}
          disabled={asked === true}
          onClick={() => answer.mutate({ accept: false, id })}
        >
          {t('not_me')}
        </Button>
      </Group>
    </Stack>
  );
}
