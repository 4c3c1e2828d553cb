/** Name, language and time zone. */
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { updateMe } from '../../../contract/profile.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { chooseLanguage } from '../../lib/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { ZoneSelect } from '../../ui/ZoneSelect.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useViewer } from '../frame/viewer.ts';
import { useProfileWords } from './profile-words.ts';

const languageNames = [
  { value: 'ru', label: 'Русский' },
  { value: 'en', label: 'English' },
];

export function AboutForm() {
  const t = useProfileWords();
  const { failure, fields } = useFailureWords();
  const viewer = useViewer();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: {
      name: viewer.name,
      language: viewer.language,
      timeZone: viewer.timeZone ?? '',
    },
  });
  const save = useMutation({
    mutationFn: ({ name, language, timeZone }: typeof form.values) =>
      call(updateMe, { body: { name, language, timeZone: timeZone || null } }),
    onSuccess(_, saved) {
      form.resetDirty(saved);
      if (saved.language !== viewer.language) chooseLanguage(saved.language);
      toast({ text: t('saved') });
      return queries.invalidateQueries({ queryKey: adminKey('me') });
    },
    onError(error) {
      form.setErrors(fields(error));
      if (Object.keys(fields(error)).length === 0) toast({ tone: 'bad', text: failure(error) });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('name')}
          size="md"
          autoComplete="name"
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('email')}
          description={t('email_text')}
          size="md"
          value={viewer.email ?? ''}
          readOnly
        />
        <Select
          label={t('language')}
          description={t('language_text')}
          size="md"
          data={languageNames}
          allowDeselect={false}
          {...form.getInputProps('language')}
        />
        <ZoneSelect
          label={t('zone')}
          size="md"
          first={[{ value: '', label: t('zone_browser') }]}
          {...form.getInputProps('timeZone')}
        />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
