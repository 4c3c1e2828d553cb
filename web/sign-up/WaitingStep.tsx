/** The second step: the person is in Telegram, and the page waits for the contact. */
import { Button, Group, Loader, Stack, Text, UnstyledButton } from '@mantine/core';
import type { SignUpState } from '../../contract/sign-up.ts';
import { clockFace, useSecondsUntil } from '../lib/clock.ts';
import { Callout } from '../ui/Callout.tsx';
import { Failure } from '../ui/Failure.tsx';
import { CheckIcon, PlaneIcon } from '../ui/icons.tsx';
import { StepHeading } from '../ui/StepHeading.tsx';
import type { Link } from './link.ts';
import { useRegister } from './register.ts';
import { useSignUpWords } from './sign-up-words.ts';
import { TelegramDoor } from './TelegramDoor.tsx';
import styles from './WaitingStep.module.css';

interface WaitingStepProps {
  link: Link;
  state: SignUpState | undefined;
  /** Neither the stream nor the last question came through. */
  shaky: boolean;
  onStartAgain(): void;
}

export function WaitingStep({ link, state, shaky, onStartAgain }: WaitingStepProps) {
  const t = useSignUpWords();
  const register = useRegister(link);
  const bot = `@${link.botUsername}`;
  const received = state?.status === 'contact_received';
  const opened = received || state?.opened === true;

  return (
    <Stack gap="lg">
      <Stack gap={8}>
        <StepHeading>{t('open_title')}</StepHeading>
        <Text c="dimmed">{t('open_text', { bot })}</Text>
      </Stack>
      <TelegramDoor link={link} opened={opened} />
      <div role="status" className={styles.status} data-opened={opened}>
        {received ? (
          <CheckIcon />
        ) : opened ? (
          <PlaneIcon />
        ) : (
          <Loader size="sm" aria-hidden="true" />
        )}
        <span>{received ? t('received') : opened ? t('opened') : t('waiting')}</span>
      </div>
      {state?.delivery === 'unreachable' && <Callout>{t('bot_blocked', { bot })}</Callout>}
      {shaky && <Callout>{t('checking')}</Callout>}
      {register.error && <Failure error={register.error} />}
      <Group justify="space-between" gap="xs">
        <Remaining until={state?.expiresAt} />
        <Group gap="md">
          <UnstyledButton className={styles.quiet} onClick={onStartAgain}>
            {t('other_name')}
          </UnstyledButton>
          <Button
            variant="default"
            size="xs"
            loading={register.isPending}
            onClick={() => register.mutate(link.name)}
          >
            {t('new_link')}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

function Remaining({ until }: { until: string | undefined }) {
  const t = useSignUpWords();
  const seconds = useSecondsUntil(until);
  return (
    <Text size="sm" c="dimmed" role="timer" aria-live="off" className={styles.timer}>
      {until && t('link_left', { time: clockFace(seconds) })}
    </Text>
  );
}
