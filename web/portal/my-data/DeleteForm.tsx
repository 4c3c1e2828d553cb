/** What goes, what stays, and the name that confirms it. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { deleteMyAccount } from '../../../contract/personal-data.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { goodbye } from '../../lib/goodbye.ts';
import { session } from '../../lib/signed-in.ts';
import { Failure } from '../../ui/Failure.tsx';
import { forgetDrafts } from '../drafts.ts';
import { useUnpaid } from '../invoices/invoice-queries.ts';
import { useDataWords } from './data-words.ts';
import styles from './MyData.module.css';

export function DeleteForm({ name, close }: { name: string; close(): void }) {
  const t = useDataWords();
  const unpaid = useUnpaid();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const same = plain(typed) === plain(name);
  const leave = useMutation({
    mutationFn: () => call(deleteMyAccount, { body: { name: typed.trim() } }),
    onSuccess() {
      forgetDrafts();
      goodbye.say();
      session.signedOut();
    },
  });
  const differs = (tried && !same) || refusedWith(leave.error, 'account.name_differs');
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <div>
          <Text fw={600}>{t('goes')}</Text>
          <ul className={styles.list}>
            <li>{t('goes_profile')}</li>
            <li>{t('goes_tickets')}</li>
            <li>{t('goes_messages')}</li>
          </ul>
        </div>
        <div>
          <Text fw={600}>{t('stays')}</Text>
          <ul className={styles.list}>
            <li>{t('stays_invoices')}</li>
            {unpaid > 0 && (
              <li>
                <strong>{t('stays_owed', { count: unpaid })}</strong>
              </li>
            )}
          </ul>
        </div>
        <TextInput
          label={t('type_name', { name })}
          value={typed}
          autoComplete="off"
          data-autofocus
          error={differs ? t('name_differs') : undefined}
          onChange={(event) => {
            leave.reset();
            setTried(false);
            setTyped(event.currentTarget.value);
          }}
        />
        {leave.error && !differs && <Failure error={leave.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t('keep')}
          </Button>
          <Button type="submit" color="red.8" loading={leave.isPending}>
            {t('delete_now')}
          </Button>
        </Group>
      </Stack>
    </form>
  );

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    setTried(true);
    if (same && !leave.isPending) leave.mutate();
  }
}

/** Spaces at the ends and between words do not make another name. */
function plain(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}
