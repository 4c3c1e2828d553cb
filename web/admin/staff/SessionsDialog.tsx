/** Where a colleague is signed in, and the way to end it all. */
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endStaffSessions, staffSessions } from '../../../contract/staff.ts';
import { call } from '../../lib/call.ts';
import { withPassword } from '../../lib/password-again.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SessionList } from '../../ui/SessionList.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import type { StaffMember } from './StaffPage.tsx';
import { useStaffWords } from './staff-words.ts';

interface SessionsDialogProps {
  member: StaffMember;
  opened: boolean;
  onClose(): void;
}

export function SessionsDialog({ member, opened, onClose }: SessionsDialogProps) {
  const t = useStaffWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('sessions_title', { name: member.name })}>
      <Sessions staffId={member.id} />
    </Dialog>
  );
}

function Sessions({ staffId }: { staffId: string }) {
  const t = useStaffWords();
  const queries = useQueryClient();
  const key = adminKey('staff', staffId, 'sessions');
  const sessions = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(staffSessions, { params: { staffId } }, { signal }),
  });
  const end = useMutation({
    mutationFn: () => withPassword(() => call(endStaffSessions, { params: { staffId } })),
    onSuccess({ ended }) {
      toast({ text: t('ended', { count: ended }) });
      return queries.invalidateQueries({ queryKey: key });
    },
  });
  if (sessions.error) {
    return <Failure error={sessions.error} again={() => void sessions.refetch()} />;
  }
  if (!sessions.data) return <Skeleton height={120} />;
  if (sessions.data.items.length === 0) return <Text c="dimmed">{t('sessions_none')}</Text>;
  return (
    <Stack gap="md">
      <SessionList sessions={sessions.data.items} />
      {end.error && <Failure error={end.error} />}
      <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
        {t('sessions_end')}
      </Button>
    </Stack>
  );
}
