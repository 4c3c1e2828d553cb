/** Who did what, when and from where. */
import { Button, Skeleton, Stack } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { audit } from '../../../contract/audit.ts';
import { call } from '../../lib/call.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useUiWords } from '../../ui/ui-words.ts';
import { adminKey } from '../frame/admin-key.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditList } from './AuditList.tsx';
import { useAuditFilters } from './audit-filters.ts';
import { useAuditWords } from './audit-words.ts';

export function AuditPage() {
  const t = useAuditWords();
  const ui = useUiWords();
  const { filters, set, clear, some } = useAuditFilters();
  const log = useInfiniteQuery({
    queryKey: adminKey('audit', filters),
    queryFn: ({ signal, pageParam }) =>
      call(audit, { query: { ...filters, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const entries = log.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Stack gap="md">
        <AuditFilters filters={filters} set={set} clear={some ? clear : undefined} />
        {log.error && <Failure error={log.error} again={() => void log.refetch()} />}
        {log.isPending && [1, 2, 3, 4, 5].map((row) => <Skeleton key={row} height={56} />)}
        {entries?.length === 0 && (
          <EmptyState icon={<IconListSearch size={28} />} title={t('empty')}>
            {t('empty_text')}
          </EmptyState>
        )}
        {entries && entries.length > 0 && <AuditList entries={entries} />}
        {log.hasNextPage && (
          <Button
            variant="default"
            loading={log.isFetchingNextPage}
            onClick={() => void log.fetchNextPage()}
            style={{ alignSelf: 'center' }}
          >
            {ui('more')}
          </Button>
        )}
      </Stack>
    </>
  );
}
