/** The client's profile: looked at most of the time, changed now and then. */
import { Anchor, Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import type { SubmitEvent } from 'react';
import { Link } from 'react-router';
import { type Language, languages } from '../../../contract/person.ts';
import { ApiError, refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { phoneForm } from '../../lib/phone-form.ts';
import { Callout } from '../../ui/Callout.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './ClientPage.module.css';
import type { Client } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';
import type { Fields } from './edits.ts';
import { useClientForm } from './use-client-form.ts';

const languageNames: Record<Language, string> = { ru: 'Русский', en: 'English' };

export function ClientForm({ client }: { client: Client }) {
  const t = useClientsWords();
  const { failure, problem } = useFailureWords();
  const form = useClientForm(client);
  const { fields, save, clashes, taken } = form;
  const refused = save.error instanceof ApiError ? save.error.fields : {};
  const error = (field: keyof Fields) => refused[field] && problem(refused[field]);

  return (
    <form onSubmit={submit} className={styles.card} noValidate aria-label={t('profile')}>
      <h2 className={styles.cardTitle}>{t('profile')}</h2>
      {client.phone && (
        <Group gap="xs">
          <Button
            component="a"
            href={`tel:${client.phone}`}
            variant="default"
            leftSection={<IconPhone size={18} aria-hidden="true" />}
          >
            {phoneForm(client.phone)}
          </Button>
          <CopyButton text={client.phone} />
        </Group>
      )}
      <Stack gap="sm">
        <TextInput
          label={t('name')}
          value={fields.name}
          error={error('name')}
          onChange={({ currentTarget }) => form.edit('name', currentTarget.value)}
        />
        <TextInput
          label={t('phone')}
          type="tel"
          description={client.signedUp ? t('phone_proved') : undefined}
          value={fields.phone}
          error={
            refusedWith(save.error, 'phone.invalid', 'phone.anonymous')
              ? failure(save.error)
              : error('phone')
          }
          onChange={({ currentTarget }) => form.edit('phone', currentTarget.value)}
        />
        <TextInput
          label={t('email')}
          type="email"
          value={fields.email}
          error={error('email')}
          onChange={({ currentTarget }) => form.edit('email', currentTarget.value)}
        />
        <NativeSelect
          label={t('language')}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={fields.language}
          onChange={({ currentTarget }) => form.edit('language', currentTarget.value as Language)}
        />
        <Textarea
          label={t('note')}
          description={t('note_text')}
          autosize
          minRows={3}
          maxRows={12}
          value={fields.note}
          error={error('note')}
          onChange={({ currentTarget }) => form.edit('note', currentTarget.value)}
        />
      </Stack>
      {clashes.length > 0 ? (
        <div role="alert">
          <Callout>
            <p className={styles.text}>{t('clash')}</p>
            {clashes.map((field) => (
              <p key={field} className={styles.text}>
                <strong>{t(field)}:</strong> {nameOf(form.now[field])}
              </p>
            ))}
            <Group gap="xs" mt="xs">
              <Button variant="default" onClick={form.giveUp}>
                {t('clash_theirs')}
              </Button>
              <Button loading={save.isPending} onClick={form.insist}>
                {t('clash_mine')}
              </Button>
            </Group>
          </Callout>
        </div>
      ) : (
        <>
          {save.error && Object.keys(refused).length === 0 && (
            <div role="alert">
              <Callout tone="bad">
                {failure(save.error)}{' '}
                {taken && (
                  <Anchor component={Link} to={`/admin/clients/${taken.id}`} inherit>
                    {t('open_taken', { name: taken.name })}
                  </Anchor>
                )}
              </Callout>
            </div>
          )}
          {form.changed && (
            <Group gap="xs">
              <Button type="submit" loading={save.isPending}>
                {t('save')}
              </Button>
              <Button variant="default" onClick={form.giveUp}>
                {t('save_not')}
              </Button>
            </Group>
          )}
          <p role="status" className={styles.quiet}>
            {save.isSuccess && !form.changed && t('saved')}
          </p>
        </>
      )}
    </form>
  );

  function nameOf(value: string): string {
    return languageNames[value as Language] ?? (value || '—');
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (form.changed && clashes.length === 0) form.submit();
  }
}
