/** The second factor, in whichever way the person has at hand. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import {
  type secondFactor,
  staffSecondFactor,
  staffTelegramCode,
} from '../../../contract/staff-session.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { staffSession } from '../../lib/signed-in.ts';
import { StepHeading } from '../../ui/StepHeading.tsx';
import { useSignInWords } from './sign-in-words.ts';

type Way = z.output<typeof secondFactor>;

interface SecondStepProps {
  second: { challenge: string; ways: Way[] };
  /** `late`: the challenge has ended. */
  onBack(late: boolean): void;
}

export function SecondStep({ second: { challenge, ways }, onBack }: SecondStepProps) {
  const t = useSignInWords();
  const { failure } = useFailureWords();
  const [way, setWay] = useState<Way>(ways[0] ?? 'totp');
  const [code, setCode] = useState('');
  const refused = (error: Error) => {
    if (refusedWith(error, 'sign_in.challenge_ended')) onBack(true);
  };
  const enter = useMutation({
    mutationFn: () => call(staffSecondFactor, { body: { challenge, way, code: code.trim() } }),
    onSuccess: ({ token }) => staffSession.signedIn(token),
    onError: refused,
  });
  const send = useMutation({
    mutationFn: () => call(staffTelegramCode, { body: { challenge } }),
    onError: refused,
  });
  const turnTo = (next: Way) => {
    setWay(next);
    setCode('');
    enter.reset();
    if (next === 'telegram') send.mutate();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <div>
          <StepHeading quiet>{t('second_title')}</StepHeading>
          <Text c="dimmed">{t(`second_${way}`)}</Text>
        </div>
        <TextInput
          key={way}
          label={t(`code_${way}`)}
          size="md"
          autoFocus
          autoComplete="one-time-code"
          inputMode={way === 'recovery' ? 'text' : 'numeric'}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={enter.error && failure(enter.error)}
        />
        {way === 'telegram' && (
          <Group gap="sm" aria-live="polite">
            {send.error && (
              <Text size="sm" c="var(--mantine-color-error)">
                {failure(send.error)}
              </Text>
            )}
            {send.isSuccess && <Text size="sm">{t('telegram_sent')}</Text>}
            <Button
              variant="subtle"
              size="compact-md"
              loading={send.isPending}
              onClick={() => send.mutate()}
            >
              {t(send.isSuccess || send.error ? 'send_again' : 'way_telegram')}
            </Button>
          </Group>
        )}
        <Button type="submit" size="md" loading={enter.isPending} disabled={code.trim() === ''}>
          {t('enter')}
        </Button>
        <Group gap="xs">
          {ways
            .filter((one) => one !== way)
            .map((one) => (
              <Button key={one} variant="default" onClick={() => turnTo(one)}>
                {t(`way_${one}`)}
              </Button>
            ))}
          <Button variant="subtle" color="gray" onClick={() => onBack(false)}>
            {t('other_account')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
