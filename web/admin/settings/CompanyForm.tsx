/** What the company says of itself, and what people agree to at the sign-up. */
import { Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { Reply } from '../../../contract/endpoint.ts';
import { type readSettings, updateCompany } from '../../../contract/settings.ts';
import { call } from '../../lib/call.ts';
import { Section } from '../../ui/Section.tsx';
import { ZoneSelect } from '../../ui/ZoneSelect.tsx';
import { usePartForm } from './part-form.ts';
import { SaveBar } from './SaveBar.tsx';
import { useSettingsWords } from './settings-words.ts';

export function CompanyForm({ current }: { current: Reply<typeof readSettings>['company'] }) {
  const t = useSettingsWords();
  const { name, timeZone, consentText, consentUrl, consentVersion, version } = current;
  const { form, bar, submit } = usePartForm({
    values: { name, timeZone, consentText, consentUrl },
    version,
    save: (values, known) => call(updateCompany, { body: { ...values, version: known } }),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Section title={t('company')} text={t('company_text')}>
        <Stack gap="md">
          <TextInput label={t('company_name')} size="md" {...form.getInputProps('name')} />
          <ZoneSelect
            label={t('zone')}
            description={t('zone_text')}
            size="md"
            {...form.getInputProps('timeZone')}
          />
        </Stack>
      </Section>
      <Section
        title={t('consent')}
        text={
          <>
            {t('consent_text')}
            <Text size="sm" mt="xs">
              {t('consent_version', { version: consentVersion })}
            </Text>
          </>
        }
      >
        <Stack gap="md">
          <Textarea
            label={t('consent_words')}
            description={t('consent_words_text')}
            size="md"
            autosize
            minRows={4}
            maxRows={14}
            {...form.getInputProps('consentText')}
          />
          <TextInput
            label={t('consent_url')}
            placeholder="https://"
            type="url"
            inputMode="url"
            size="md"
            {...form.getInputProps('consentUrl')}
          />
        </Stack>
      </Section>
      <SaveBar {...bar} />
    </form>
  );
}
