/** Name, language and time zone; the number is the person's proof and stays as it is. */
import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import type { Reply } from '../../contract/endpoint.ts';
import { type Language, nameLength } from '../../contract/person.ts';
import { updateMe } from '../../contract/profile.ts';
import type { me } from '../../contract/session.ts';
import { call } from '../lib/call.ts';
import { ApiError } from '../lib/errors.ts';
import { useFailureWords } from '../lib/failure-words.ts';
import { chooseLanguage } from '../lib/i18n.ts';
import { phoneForm } from '../lib/phone-form.ts';
import { queryClient } from '../lib/queries.ts';
import { Failure } from '../ui/Failure.tsx';
import { portalKey } from './live.ts';
import { usePortalWords } from './portal-words.ts';
import { zonesWith } from './zones.ts';

export function ProfileForm({ viewer }: { viewer: Reply<typeof me> }) {
  const t = usePortalWords();
  const { problem } = useFailureWords();
  const [name, setName] = useState(viewer.name);
  const [language, setLanguage] = useState<Language>(viewer.language);
  const [zone, setZone] = useState(viewer.timeZone ?? '');
  const save = useMutation({
    mutationFn: () => call(updateMe, { body: { name, language, timeZone: zone || null } }),
    async onSuccess() {
      chooseLanguage(language);
      await queryClient.invalidateQueries({ queryKey: portalKey('me') });
    },
  });
  const fields = save.error instanceof ApiError ? save.error.fields : {};
  const same =
    name === viewer.name && language === viewer.language && zone === (viewer.timeZone ?? '');

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Title order={2} size="h4">
          {t('about_you')}
        </Title>
        <TextInput
          label={t('name')}
          value={name}
          maxLength={nameLength.max * 2}
          autoComplete="name"
          error={fields.name && problem(fields.name)}
          onChange={({ currentTarget }) => edit(() => setName(currentTarget.value))}
        />
        <TextInput
          label={t('phone')}
          description={t('phone_text')}
          value={phoneForm(viewer.phone ?? '')}
          readOnly
          variant="filled"
        />
        <NativeSelect
          label={t('language')}
          description={t('language_text')}
          data={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
          value={language}
          onChange={({ currentTarget }) => edit(() => setLanguage(currentTarget.value as Language))}
        />
        <NativeSelect
          label={t('zone')}
          data={[
            { value: '', label: t('zone_browser') },
            ...zonesWith(viewer.timeZone).map((one) => ({ value: one, label: one })),
          ]}
          value={zone}
          error={fields.timeZone && problem(fields.timeZone)}
          onChange={({ currentTarget }) => edit(() => setZone(currentTarget.value))}
        />
        {save.error && Object.keys(fields).length === 0 && <Failure error={save.error} />}
        <Group gap="md">
          <Button type="submit" disabled={same} loading={save.isPending}>
            {t('save')}
          </Button>
          <Text role="status" size="sm" c="dimmed">
            {save.isSuccess && same && t('saved')}
          </Text>
        </Group>
      </Stack>
    </form>
  );

  function edit(change: () => void): void {
    save.reset();
    change();
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    save.mutate();
  }
}
