/** Where one is signed in, and how to end it there. */
import { Button, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endMyOtherSessions, endMySession, mySessions } from '../../../contract/profile.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { Failure } from '../../ui/Failure.tsx';
import { SessionList } from '../../ui/SessionList.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useProfileWords } from './profile-words.ts';

export function OwnSessions() {
  const t = useProfileWords();
  const { failure } = useFailureWords();
  const queries = useQueryClient();
  const sessions = useQuery({
    queryKey: adminKey('sessions'),
    queryFn: ({ signal }) => call(mySessions, {}, { signal }),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: adminKey('sessions') });
  const tell = (error: Error) => toast({ tone: 'bad', text: failure(error) });
  const end = useMutation({
    mutationFn: (sessionId: string) => call(endMySession, { params: { sessionId } }),
    onSuccess() {
      toast({ text: t('session_ended') });
      return refresh();
    },
    onError: tell,
  });
  const endOthers = useMutation({
    mutationFn: () => call(endMyOtherSessions, {}),
    onSuccess({ ended }) {
      toast({ text: t('ended', { count: ended }) });
      return refresh();
    },
    onError: tell,
  });
  if (sessions.error) {
    return <Failure error={sessions.error} again={() => void sessions.refetch()} />;
  }
  if (!sessions.data) return <Skeleton height={120} />;
  return (
    <Stack gap="md" align="stretch">
      <SessionList
        sessions={sessions.data.items}
        end={{ run: end.mutate, pending: end.isPending ? end.variables : undefined }}
      />
      {sessions.data.items.length > 1 && (
        <Button
          variant="default"
          loading={endOthers.isPending}
          onClick={() => endOthers.mutate()}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('end_others')}
        </Button>
      )}
    </Stack>
  );
}
