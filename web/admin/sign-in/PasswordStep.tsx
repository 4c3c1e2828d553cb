/** E-mail and password. */
import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { staffSignIn } from '../../../contract/staff-session.ts';
import { call } from '../../lib/call.ts';
import { ApiError } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { StepHeading } from '../../ui/StepHeading.tsx';
import type { SignedIn } from './SignInPage.tsx';
import { useSignInWords } from './sign-in-words.ts';

interface PasswordStepProps {
  /** The second step took too long. */
  ended: boolean;
  onReply(reply: SignedIn): void;
}

export function PasswordStep({ ended, onReply }: PasswordStepProps) {
  const t = useSignInWords();
  const { fields } = useFailureWords();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: () => call(staffSignIn, { body: { email, password } }),
    onSuccess: onReply,
  });
  const wrong = fields(enter.error);
  const whole = enter.error && !(enter.error instanceof ApiError && Object.keys(wrong).length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <div>
          <StepHeading quiet>{t('title')}</StepHeading>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        {ended && !enter.error && <Callout>{t('ended')}</Callout>}
        {whole && <Failure error={enter.error} />}
        <TextInput
          label={t('email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={wrong.email}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={wrong.password}
        />
        <Button type="submit" size="md" loading={enter.isPending}>
          {t('enter')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('forgotten')}{' '}
          <Anchor component={Link} to="/" size="sm">
            {t('for_clients')}
          </Anchor>
        </Text>
      </Stack>
    </form>
  );
}
