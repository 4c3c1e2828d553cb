/** A client by hand. Whoever proves the number to the bot later becomes this client. */
import { Anchor, Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { addClient } from '../../../contract/clients.ts';
import { call } from '../../lib/call.ts';
import { ApiError, refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { queryClient } from '../../lib/queries.ts';
import { Callout } from '../../ui/Callout.tsx';
import { makeAttemptKey } from '../../ui/conversation/attempt-key.ts';
import { Dialog, DialogEnd } from '../../ui/Dialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { type ClientRow, findByPhone } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';

interface AddClientProps {
  opened: boolean;
  /** What was searched for in vain. */
  name: string;
  onClose(): void;
}

export function AddClient({ opened, name, onClose }: AddClientProps) {
  const t = useClientsWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('add_title')} centered={false}>
      {opened && <Form searched={name.trim()} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ searched, onClose }: { searched: string; onClose(): void }) {
  const t = useClientsWords();
  const { failure, problem } = useFailureWords();
  const go = useNavigate();
  const [attempt] = useState(() => makeAttemptKey());
  const looksLikePhone = /^[+\d\s().-]+$/.test(searched);
  const [given, give] = useState({
    name: looksLikePhone ? '' : searched,
    phone: looksLikePhone ? searched : '',
    email: '',
    note: '',
  });
  const add = useMutation({
    mutationFn: async () => {
      const { email, note, ...needed } = given;
      const body = { ...needed, ...(email.trim() && { email }), ...(note.trim() && { note }) };
      try {
        return await call(addClient, { body }, { idempotencyKey: attempt.for(body) });
      } catch (error) {
        if (refusedWith(error, 'client.phone_taken')) {
          setTaken(await findByPhone(given.phone).catch(() => undefined));
        }
        throw error;
      }
    },
    onSuccess({ id }) {
      attempt.done();
      void queryClient.invalidateQueries({ queryKey: adminKey('clients') });
      toast({ text: t('added') });
      go(`/admin/clients/${id}`);
    },
  });
  const [taken, setTaken] = useState<ClientRow>();
  const fields = add.error instanceof ApiError ? add.error.fields : {};
  const error = (field: keyof typeof given) => fields[field] && problem(fields[field]);

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text c="dimmed" size="sm">
          {t('add_text')}
        </Text>
        <TextInput
          label={t('name')}
          data-autofocus
          required
          value={given.name}
          error={error('name')}
          onChange={({ currentTarget }) => edit({ name: currentTarget.value })}
        />
        <TextInput
          label={t('phone')}
          description={t('phone_hint')}
          placeholder="+7 916 123-45-67"
          type="tel"
          required
          value={given.phone}
          error={
            refusedWith(add.error, 'phone.invalid', 'phone.anonymous')
              ? failure(add.error)
              : error('phone')
          }
          onChange={({ currentTarget }) => edit({ phone: currentTarget.value })}
        />
        <TextInput
          label={t('email')}
          type="email"
          value={given.email}
          error={error('email')}
          onChange={({ currentTarget }) => edit({ email: currentTarget.value })}
        />
        <Textarea
          label={t('note')}
          description={t('note_text')}
          autosize
          minRows={2}
          maxRows={8}
          value={given.note}
          error={error('note')}
          onChange={({ currentTarget }) => edit({ note: currentTarget.value })}
        />
        {add.error && (
          <div role="alert">
            <Callout tone="bad">
              {failure(add.error)}{' '}
              {taken && (
                <Anchor component={Link} to={`/admin/clients/${taken.id}`} inherit>
                  {t('open_taken', { name: taken.name })}
                </Anchor>
              )}
            </Callout>
          </div>
        )}
        <DialogEnd onCancel={onClose}>
          <Button type="submit" loading={add.isPending}>
            {t('add')}
          </Button>
        </DialogEnd>
      </Stack>
    </form>
  );

  function edit(change: Partial<typeof given>): void {
    add.reset();
    setTaken(undefined);
    give({ ...given, ...change });
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    add.mutate();
  }
}
