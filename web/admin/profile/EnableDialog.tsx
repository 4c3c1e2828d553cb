/** The QR code for the authenticator app, and the first code that proves it works. */
import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reply } from '../../../contract/endpoint.ts';
import { type beginTotp, enableTotp } from '../../../contract/profile.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { withPassword } from '../../lib/password-again.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './Profile.module.css';
import { useProfileWords } from './profile-words.ts';

type Offer = Reply<typeof beginTotp>;

interface EnableDialogProps {
  offer: Offer | undefined;
  onClose(): void;
  onEnabled(recoveryCodes: string[]): void;
}

export function EnableDialog({ offer, onClose, onEnabled }: EnableDialogProps) {
  const t = useProfileWords();
  return (
    <Dialog opened={offer !== undefined} onClose={onClose} title={t('second')}>
      {offer && <Enable offer={offer} onEnabled={onEnabled} />}
    </Dialog>
  );
}

function Enable({ offer, onEnabled }: { offer: Offer; onEnabled(codes: string[]): void }) {
  const t = useProfileWords();
  const { failure } = useFailureWords();
  const [code, setCode] = useState('');
  const enable = useMutation({
    mutationFn: () => withPassword(() => call(enableTotp, { body: { code: code.trim() } })),
    onSuccess: ({ recoveryCodes }) => onEnabled(recoveryCodes),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enable.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text>{t('scan')}</Text>
        <img className={styles.qr} src={offer.qrCode} alt={t('qr')} width={200} height={200} />
        <Text size="sm" c="dimmed">
          {t('by_hand')} <Code className={styles.secret}>{offer.secret}</Code>
        </Text>
        <TextInput
          label={t('first_code')}
          size="md"
          inputMode="numeric"
          autoComplete="one-time-code"
          data-autofocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={enable.error && failure(enable.error)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={enable.isPending} disabled={code.trim() === ''}>
            {t('enable')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
