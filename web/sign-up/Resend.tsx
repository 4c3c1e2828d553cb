/** Another code: when it may be asked for, how many are left, and the way out when none are. */
import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { resendCode, type SignUpState } from '../../contract/sign-up.ts';
import { call } from '../lib/call.ts';
import { clockFace, useSecondsUntil } from '../lib/clock.ts';
import { Failure } from '../ui/Failure.tsx';
import type { Link } from './link.ts';
import { askAgain, noteState } from './progress.ts';
import { useSignUpWords } from './sign-up-words.ts';
import styles from './WaitingStep.module.css';

interface ResendProps {
  link: Link;
  state: SignUpState;
  /** The present code is of no use any more: a new one is the way on. */
  urgent: boolean;
  onSent(): void;
  onStartAgain(): void;
}

export function Resend({ link, state, urgent, onSent, onStartAgain }: ResendProps) {
  const t = useSignUpWords();
  const wait = useSecondsUntil(state.resendAt);
  const resend = useMutation({
    mutationFn: () => call(resendCode, { body: { sessionId: link.sessionId } }),
    onSuccess(fresh) {
      noteState(link.sessionId, fresh);
      onSent();
    },
    onError: () => askAgain(link.sessionId),
  });

  const justSent = resend.isSuccess && wait > 0 && !urgent;

  return (
    <Stack gap="sm">
      {resend.error && <Failure error={resend.error} />}
      {state.codesLeft === 0 ? (
        <Text size="sm" c="dimmed">
          {t('no_codes')}
        </Text>
      ) : (
        <Button
          variant={urgent ? 'filled' : 'default'}
          size={urgent ? 'lg' : 'md'}
          disabled={wait > 0}
          loading={resend.isPending}
          onClick={() => resend.mutate()}
        >
          {wait > 0 ? t('resend_in', { time: clockFace(wait) }) : t('resend')}
        </Button>
      )}
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" aria-live="polite">
          {justSent ? t('resent') : state.codesLeft ? t('codes', { count: state.codesLeft }) : null}
        </Text>
        {state.codesLeft === 0 && urgent ? (
          <Button size="lg" fullWidth onClick={onStartAgain}>
            {t('start_again')}
          </Button>
        ) : (
          <UnstyledButton className={styles.quiet} onClick={onStartAgain}>
            {t('not_you')} {t('start_again')}
          </UnstyledButton>
        )}
      </Group>
    </Stack>
  );
}
