/** A new token: what it is for and what it may do. */
import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Scope, scopes } from '../../../contract/permissions.ts';
import { makeIntegrationToken } from '../../../contract/staff.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { withPassword } from '../../lib/password-again.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useTokensWords } from './tokens-words.ts';

interface MakeDialogProps {
  opened: boolean;
  onClose(): void;
  onMade(token: { name: string; token: string }): void;
}

export function MakeDialog({ opened, onClose, onMade }: MakeDialogProps) {
  const t = useTokensWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('make')}>
      <Make onMade={onMade} />
    </Dialog>
  );
}

function Make({ onMade }: Pick<MakeDialogProps, 'onMade'>) {
  const t = useTokensWords();
  const { failure, fields } = useFailureWords();
  const queries = useQueryClient();
  const form = useForm<{ name: string; scopes: Scope[] }>({
    initialValues: { name: '', scopes: ['tickets.read'] },
  });
  const make = useMutation({
    mutationFn: (body: typeof form.values) =>
      withPassword(() => call(makeIntegrationToken, { body })),
    onSuccess({ token }, { name }) {
      onMade({ name, token });
      return queries.invalidateQueries({ queryKey: adminKey('tokens') });
    },
    onError: (error) => form.setErrors(fields(error)),
  });
  const whole = make.error && Object.keys(fields(make.error)).length === 0;
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('name')}
          description={t('name_text')}
          size="md"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox.Group label={t('scopes')} {...form.getInputProps('scopes')}>
          <Stack gap="sm" pt="xs">
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(`scope_${scope}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        {whole && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {failure(make.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={make.isPending}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
