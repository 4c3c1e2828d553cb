/** Leaves on this browser, in all its tabs, and takes the drafts along. */
import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { logout } from '../../contract/session.ts';
import { call } from '../lib/call.ts';
import { useFailureWords } from '../lib/failure-words.ts';
import { session } from '../lib/signed-in.ts';
import { forgetDrafts } from './drafts.ts';
import { usePortalWords } from './portal-words.ts';

export function SignOut() {
  const t = usePortalWords();
  const { failure } = useFailureWords();
  const leave = useMutation({
    mutationFn: () => call(logout, {}),
    onSuccess() {
      forgetDrafts();
      session.signedOut();
    },
  });
  return (
    <Group gap="sm">
      <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
        {t('sign_out')}
      </Button>
      {leave.error && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {failure(leave.error)}
        </Text>
      )}
    </Group>
  );
}
