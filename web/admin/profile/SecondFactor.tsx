/** Whether a second factor is asked for; switching it on and off; the recovery codes. */
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { beginTotp, disableTotp, renewRecoveryCodes } from '../../../contract/profile.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { withPassword } from '../../lib/password-again.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useViewer } from '../frame/viewer.ts';
import { EnableDialog } from './EnableDialog.tsx';
import { useProfileWords } from './profile-words.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';

export function SecondFactor() {
  const t = useProfileWords();
  const { failure } = useFailureWords();
  const viewer = useViewer();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'off' | 'codes'>();
  const [codes, setCodes] = useState<string[]>();
  const refresh = () => queries.invalidateQueries({ queryKey: adminKey('me') });
  const tell = (error: Error) => toast({ tone: 'bad', text: failure(error) });

  const begin = useMutation({
    mutationFn: () => withPassword(() => call(beginTotp, {})),
    onError: tell,
  });
  const disable = useMutation({
    mutationFn: () => withPassword(() => call(disableTotp, {})),
    onSuccess() {
      toast({ text: t('switched_off') });
      return refresh();
    },
    onError: tell,
  });
  const renew = useMutation({
    mutationFn: () => withPassword(() => call(renewRecoveryCodes, {})),
    onSuccess({ recoveryCodes }) {
      setCodes(recoveryCodes);
      return refresh();
    },
    onError: tell,
  });

  return (
    <Stack gap="md" align="flex-start">
      <Group gap="sm">
        <Badge variant="light" color={viewer.totp ? 'pine' : 'gray'} size="lg" tt="none">
          {t(viewer.totp ? 'second_on' : 'second_off')}
        </Badge>
        {viewer.totp && viewer.recoveryCodes !== undefined && (
          <Text size="sm" c="dimmed">
            {t('codes_left', { count: viewer.recoveryCodes })}
          </Text>
        )}
      </Group>
      {viewer.totp ? (
        <Group gap="sm">
          <Button variant="default" loading={renew.isPending} onClick={() => setAsked('codes')}>
            {t('new_codes')}
          </Button>
          <Button variant="default" loading={disable.isPending} onClick={() => setAsked('off')}>
            {t('switch_off')}
          </Button>
        </Group>
      ) : (
        <Button loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('switch_on')}
        </Button>
      )}
      <EnableDialog
        offer={begin.data}
        onClose={() => begin.reset()}
        onEnabled={(made) => {
          begin.reset();
          setCodes(made);
          void refresh();
        }}
      />
      <RecoveryCodes codes={codes} onClose={() => setCodes(undefined)} />
      <ConfirmDialog
        opened={asked === 'off'}
        title={t('switch_off_title')}
        confirm={t('switch_off')}
        danger
        onClose={() => setAsked(undefined)}
        onConfirm={() => {
          setAsked(undefined);
          disable.mutate();
        }}
      >
        {t('switch_off_text')}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === 'codes'}
        title={t('new_codes_title')}
        confirm={t('new_codes')}
        onClose={() => setAsked(undefined)}
        onConfirm={() => {
          setAsked(undefined);
          renew.mutate();
        }}
      >
        {t('new_codes_text')}
      </ConfirmDialog>
    </Stack>
  );
}
