/** Two clients with one number, to be decided by an admin. */
import { Skeleton, Stack } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { OnlyFor } from '../frame/OnlyFor.tsx';
import { ConflictCard } from './ConflictCard.tsx';
import { useConflicts } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';

export function ConflictsPage() {
  return (
    <OnlyFor action="conflicts.resolve">
      <Conflicts />
    </OnlyFor>
  );
}

function Conflicts() {
  const t = useClientsWords();
  const conflicts = useConflicts();
  const items = conflicts.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHead
        title={t('conflicts')}
        sub={t('conflicts_text')}
        back={{ to: '/admin/clients', label: t('clients') }}
      />
      {items ? (
        <Stack gap="xl">
          {items.length === 0 && (
            <EmptyState icon={<IconUsers size={28} />} title={t('conflicts_none')}>
              {t('conflicts_none_text')}
            </EmptyState>
          )}
          {items.map((conflict) => (
            <ConflictCard key={conflict.id} conflict={conflict} />
          ))}
          <LoadMore pages={conflicts} />
        </Stack>
      ) : conflicts.error ? (
        <Failure error={conflicts.error} again={() => void conflicts.refetch()} />
      ) : (
        <Skeleton height={320} radius="md" />
      )}
    </>
  );
}
