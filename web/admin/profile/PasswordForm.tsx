/** Changes the password. */
import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changePassword } from '../../../contract/profile.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useViewer } from '../frame/viewer.ts';
import { NewPasswordInput } from '../sign-in/NewPasswordInput.tsx';
import { strengthOf } from '../sign-in/strength.ts';
import { useProfileWords } from './profile-words.ts';

export function PasswordForm() {
  const t = useProfileWords();
  const { failure, fields, problem } = useFailureWords();
  const viewer = useViewer();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { current: '', next: '' },
    validate: {
      current: (current) => (current ? null : problem('required')),
      next: (next) => (strengthOf(next) === 'short' ? problem('too_short') : null),
    },
  });
  const change = useMutation({
    mutationFn: (body: typeof form.values) => call(changePassword, { body }),
    onSuccess() {
      form.reset();
      toast({ text: t('password_changed') });
      return queries.invalidateQueries({ queryKey: adminKey('sessions') });
    },
    onError(error) {
      const wrong = refusedWith(error, 'password.wrong')
        ? { current: failure(error) }
        : refusedWith(error, 'password.too_common')
          ? { next: failure(error) }
          : fields(error);
      form.setErrors(wrong);
      if (Object.keys(wrong).length === 0) toast({ tone: 'bad', text: failure(error) });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
      <Stack gap="md">
        <input hidden autoComplete="username" value={viewer.email ?? ''} readOnly />
        <PasswordInput
          label={t('current')}
          size="md"
          autoComplete="current-password"
          {...form.getInputProps('current')}
        />
        <NewPasswordInput
          value={form.values.next}
          onChange={(value) => form.setFieldValue('next', value)}
          error={form.errors.next}
        />
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t('change_password')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
