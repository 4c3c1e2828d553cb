/** The password, and for the first administrator the name and the e-mail. */
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { Reply } from '../../../contract/endpoint.ts';
import { acceptStaffLink, type readStaffLink } from '../../../contract/staff-session.ts';
import { call } from '../../lib/call.ts';
import { ApiError, refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { exactly } from '../../lib/when.ts';
import { Failure } from '../../ui/Failure.tsx';
import { StepHeading } from '../../ui/StepHeading.tsx';
import { NewPasswordInput } from './NewPasswordInput.tsx';
import type { SignedIn } from './SignInPage.tsx';
import { useSignInWords } from './sign-in-words.ts';
import { strengthOf } from './strength.ts';

interface LinkFormProps {
  secret: string;
  link: Reply<typeof readStaffLink>;
  onReply(reply: SignedIn): void;
}

export function LinkForm({ secret, link, onReply }: LinkFormProps) {
  const t = useSignInWords();
  const { failure, fields, problem } = useFailureWords();
  const language = useLanguage();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      password: (password) => (strengthOf(password) === 'short' ? problem('too_short') : null),
    },
  });
  const accept = useMutation({
    mutationFn: ({ name, email, password }: typeof form.values) =>
      call(acceptStaffLink, {
        body: {
          secret,
          password,
          language,
          ...(link.name === undefined ? { name } : {}),
          ...(link.email === undefined ? { email } : {}),
        },
      }),
    onSuccess: onReply,
    onError(error) {
      form.setErrors(
        refusedWith(error, 'password.too_common') ? { password: failure(error) } : fields(error),
      );
    },
  });
  const named = { name: link.name ?? '' };
  const told =
    accept.error instanceof ApiError &&
    (Object.keys(accept.error.fields).length > 0 || accept.error.code === 'password.too_common');
  return (
    <form onSubmit={form.onSubmit((values) => accept.mutate(values))} noValidate>
      <Stack gap="md">
        <div>
          <StepHeading quiet>{t(`link_title_${link.purpose}`, named)}</StepHeading>
          <Text c="dimmed">{t(`link_lead_${link.purpose}`, named)}</Text>
        </div>
        {accept.error && !told && <Failure error={accept.error} />}
        {link.name === undefined && (
          <TextInput
            label={t('name')}
            size="md"
            autoComplete="name"
            {...form.getInputProps('name')}
          />
        )}
        {link.email === undefined ? (
          <TextInput
            label={t('email')}
            size="md"
            type="email"
            autoComplete="username"
            {...form.getInputProps('email')}
          />
        ) : (
          <Text>
            {t('link_login')} <b>{link.email}</b>
            {/* Password managers look for the name beside the password. */}
            <input hidden autoComplete="username" value={link.email} readOnly />
          </Text>
        )}
        <NewPasswordInput
          value={form.values.password}
          onChange={(value) => form.setFieldValue('password', value)}
          error={form.errors.password}
        />
        <Button type="submit" size="md" loading={accept.isPending}>
          {t('save_enter')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('link_until', { when: exactly(link.expiresAt, { language, timeZone: undefined }) })}
        </Text>
      </Stack>
    </form>
  );
}
