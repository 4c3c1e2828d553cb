/** The dialog that asks for the password again; shown by `withPassword`, placed once in the frame. */
import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState, useSyncExternalStore } from 'react';
import { confirmPassword } from '../../contract/profile.ts';
import { call } from '../lib/call.ts';
import { useFailureWords } from '../lib/failure-words.ts';
import { passwordAsked } from '../lib/password-again.ts';
import { Dialog, DialogEnd } from './Dialog.tsx';
import { useUiWords } from './ui-words.ts';

export function PasswordAgain() {
  const t = useUiWords();
  const asked = useSyncExternalStore(passwordAsked.subscribe, passwordAsked.get);
  return (
    <Dialog
      opened={asked}
      onClose={() => passwordAsked.answer(false)}
      title={t('password_again')}
      zIndex={320}
    >
      {asked && <Question />}
    </Dialog>
  );
}

function Question() {
  const t = useUiWords();
  const { failure } = useFailureWords();
  const [password, setPassword] = useState('');
  const confirm = useMutation({
    mutationFn: () => call(confirmPassword, { body: { password } }),
    onSuccess: () => passwordAsked.answer(true),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form stands inside others by React's tree, not by the page's.
    event.stopPropagation();
    if (password) confirm.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text c="dimmed">{t('password_again_text')}</Text>
        <PasswordInput
          label={t('password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={confirm.error && failure(confirm.error)}
          autoComplete="current-password"
          size="md"
          data-autofocus
        />
        <DialogEnd onCancel={() => passwordAsked.answer(false)}>
          <Button type="submit" loading={confirm.isPending}>
            {t('confirm')}
          </Button>
        </DialogEnd>
      </Stack>
    </form>
  );
}
