/** Deletes a client on request: says what goes and what stays, and wants the name typed again. */
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { deleteClient } from '../../../contract/personal-data.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { withPassword } from '../../lib/password-again.ts';
import { queryClient } from '../../lib/queries.ts';
import { Dialog, DialogEnd } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import styles from './ClientPage.module.css';
import type { Client } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';

interface DeleteClientProps {
  client: Client;
  opened: boolean;
  onClose(): void;
}

const goes = ['who', 'words', 'chat', 'money'] as const;
const stays = ['invoices', 'audit'] as const;

export function DeleteClient({ client, opened, onClose }: DeleteClientProps) {
  const t = useClientsWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('delete_title')}>
      {opened && <Question client={client} onClose={onClose} />}
    </Dialog>
  );
}

function Question({ client, onClose }: Pick<DeleteClientProps, 'client' | 'onClose'>) {
  const t = useClientsWords();
  const { failure } = useFailureWords();
  const goTo = useNavigate();
  const [name, type] = useState('');
  const remove = useMutation({
    mutationFn: () =>
      withPassword(() => call(deleteClient, { params: { clientId: client.id }, body: { name } })),
    onSuccess() {
      toast({ text: t('delete_done') });
      void goTo('/admin/clients', { replace: true });
      queryClient.removeQueries({ queryKey: adminKey('client', client.id) });
      for (const what of ['clients', 'conflicts', 'queue', 'counts', 'invoices', 'money']) {
        void queryClient.invalidateQueries({ queryKey: adminKey(what) });
      }
    },
  });
  const differs = refusedWith(remove.error, 'account.name_differs');
  const thoughtBetter = refusedWith(remove.error, 'session.password_needed');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) remove.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <div>
          <Text fw={600}>{t('delete_goes')}</Text>
          <ul className={styles.fate}>
            {goes.map((what) => (
              <li key={what}>{t(`delete_goes_${what}`)}</li>
            ))}
          </ul>
        </div>
        <div>
          <Text fw={600}>{t('delete_stays')}</Text>
          <ul className={styles.fate}>
            {stays.map((what) => (
              <li key={what}>{t(`delete_stays_${what}`)}</li>
            ))}
          </ul>
        </div>
        <Text c="dimmed">{t('delete_end')}</Text>
        <TextInput
          size="md"
          label={t('delete_name', { name: client.name })}
          labelProps={{ style: { overflowWrap: 'anywhere' } }}
          value={name}
          onChange={(event) => {
            type(event.currentTarget.value);
            remove.reset();
          }}
          error={differs && failure(remove.error)}
          autoComplete="off"
          data-autofocus
        />
        {remove.error && !differs && !thoughtBetter && <Failure error={remove.error} />}
        <DialogEnd onCancel={onClose}>
          <Button
            type="submit"
            color="red.8"
            loading={remove.isPending}
            disabled={name.trim() === ''}
          >
            {t('delete_confirm')}
          </Button>
        </DialogEnd>
      </Stack>
    </form>
  );
}
