/** Clients from a table: choose a file, look at it, start, follow. The address keeps the place. */
import { Skeleton } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { refusedWith } from '../../lib/errors.ts';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { OnlyFor } from '../frame/OnlyFor.tsx';
import { useImport } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';
import { ImportDrop } from './ImportDrop.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportProgress } from './ImportProgress.tsx';

export function ImportPage() {
  const t = useClientsWords();
  const [address] = useSearchParams();
  const id = address.get('id');
  return (
    <OnlyFor action="clients.import">
      <PageHead
        title={t('import_title')}
        sub={t('import_text')}
        back={{ to: '/admin/clients', label: t('clients') }}
      />
      {id ? <Going key={id} importId={id} /> : <ImportDrop />}
    </OnlyFor>
  );
}

function Going({ importId }: { importId: string }) {
  const going = useImport(importId);
  if (refusedWith(going.error, 'request.not_found', 'request.invalid')) return <ImportDrop gone />;
  if (!going.data) {
    return going.error ? (
      <Failure error={going.error} again={() => void going.refetch()} />
    ) : (
      <Skeleton height={260} radius="md" />
    );
  }
  return going.data.state === 'preview' ? (
    <ImportPreview given={going.data} />
  ) : (
    <ImportProgress going={going.data} />
  );
}
