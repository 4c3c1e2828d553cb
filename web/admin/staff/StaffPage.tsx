/** The company's own people. */
import { Button, Skeleton, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reply } from '../../../contract/endpoint.ts';
import { listStaff } from '../../../contract/staff.ts';
import { call } from '../../lib/call.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { LinkDialog, type MadeLink } from './LinkDialog.tsx';
import { StaffList } from './StaffList.tsx';
import { useStaffWords } from './staff-words.ts';

export type StaffMember = Reply<typeof listStaff>['items'][number];

/** More people than this are worth a search field. */
const searchable = 8;

export function StaffPage() {
  const t = useStaffWords();
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<MadeLink>();
  const [sought, setSought] = useState('');
  const staff = useQuery({
    queryKey: adminKey('staff', 'list'),
    queryFn: ({ signal }) => call(listStaff, {}, { signal }),
  });
  const found = staff.data?.items.filter(({ name, email }) =>
    `${name} ${email}`.toLowerCase().includes(sought.trim().toLowerCase()),
  );
  return (
    <>
      <PageHead
        title={t('title')}
        sub={t('sub')}
        actions={
          <Button leftSection={<IconPlus size={18} />} onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        }
      />
      <Stack gap="md">
        {(staff.data?.items.length ?? 0) > searchable && (
          <TextInput
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={18} />}
            size="md"
            maw={420}
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
        )}
        {staff.error && <Failure error={staff.error} again={() => void staff.refetch()} />}
        {staff.isPending && [1, 2, 3].map((row) => <Skeleton key={row} height={64} />)}
        {found && found.length > 0 && <StaffList staff={found} onLink={setLink} />}
        {found?.length === 0 && <EmptyState title={t('nobody')} />}
      </Stack>
      <InviteDialog
        opened={inviting}
        onClose={() => setInviting(false)}
        onMade={(made) => {
          setInviting(false);
          setLink(made);
        }}
      />
      <LinkDialog link={link} onClose={() => setLink(undefined)} />
    </>
  );
}
