/** All clients: search as you type, and whoever is new by hand or from a table. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconFileImport,
  IconSearch,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useMay } from '../frame/viewer.ts';
import { AddClient } from './AddClient.tsx';
import { ClientRows, ClientSkeletons } from './ClientRows.tsx';
import { useClients, useConflicts } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';

export function ClientsPage() {
  const t = useClientsWords();
  const [address, setAddress] = useSearchParams();
  const [search, setSearch] = useState(address.get('q') ?? '');
  const [adding, setAdding] = useState(false);
  const [settled] = useDebouncedValue(search.trim(), 200);
  return (
    <>
      <PageHead title={t('clients')} actions={<Actions add={() => setAdding(true)} />} />
      <Stack gap="md">
        <TextInput
          aria-label={t('search')}
          placeholder={t('search_hint')}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          size="md"
          type="search"
          maxLength={100}
          value={search}
          onChange={({ currentTarget: { value } }) => {
            setSearch(value);
            // A way back to this page finds the same people.
            setAddress(value.trim() ? { q: value.trim() } : {}, { replace: true });
          }}
        />
        <List search={settled} add={() => setAdding(true)} />
      </Stack>
      <AddClient opened={adding} name={search} onClose={() => setAdding(false)} />
    </>
  );
}

function Actions({ add }: { add(): void }) {
  const t = useClientsWords();
  const may = useMay();
  const conflicts = useConflicts(may('conflicts.resolve'));
  const known = conflicts.data?.pages.flatMap(({ items }) => items).length ?? 0;
  return (
    <Group gap="xs">
      {known > 0 && (
        <Button
          component={Link}
          to="/admin/clients/conflicts"
          variant="default"
          leftSection={<IconAlertTriangle size={18} aria-hidden="true" />}
        >
          {t('conflicts_count', { count: known })}
        </Button>
      )}
      {may('clients.import') && (
        <Button
          component={Link}
          to="/admin/clients/import"
          variant="default"
          leftSection={<IconFileImport size={18} aria-hidden="true" />}
        >
          {t('import')}
        </Button>
      )}
      <Button leftSection={<IconUserPlus size={18} aria-hidden="true" />} onClick={add}>
        {t('add')}
      </Button>
    </Group>
  );
}

function List({ search, add }: { search: string; add(): void }) {
  const t = useClientsWords();
  const clients = useClients(search);
  const rows = clients.data?.pages.flatMap(({ items }) => items);
  if (!rows) {
    return clients.error ? (
      <Failure error={clients.error} again={() => void clients.refetch()} />
    ) : (
      <ClientSkeletons />
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<IconUsers size={28} />}
        title={t(search ? 'nobody_found' : 'nobody')}
        action={<Button onClick={add}>{t('add')}</Button>}
      >
        {t(search ? 'nobody_found_text' : 'nobody_text')}
      </EmptyState>
    );
  }
  return (
    <>
      <ClientRows rows={rows} />
      <LoadMore pages={clients} />
    </>
  );
}
