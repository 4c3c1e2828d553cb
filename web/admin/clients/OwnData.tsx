/** What a client may ask of us about their own data: a copy of it, or that it goes. For admins. */
import { Button, Progress, Text } from '@mantine/core';
import { IconDownload, IconFileZip, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { downloadClientData, exportClientData } from '../../../contract/personal-data.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { withPassword } from '../../lib/password-again.ts';
import { queryClient } from '../../lib/queries.ts';
import { saveFile } from '../../lib/save-file.ts';
import { sizeOf } from '../../ui/conversation/times.ts';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { When } from '../../ui/When.tsx';
import { adminKey } from '../frame/admin-key.ts';
import styles from './ClientPage.module.css';
import { type Client, type DataExport, useDataExports } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';
import { DeleteClient } from './DeleteClient.tsx';

export function OwnData({ client }: { client: Client }) {
  const t = useClientsWords();
  const { failure } = useFailureWords();
  const [deleting, setDeleting] = useState(false);
  const archives = useDataExports(client.id);
  const make = useMutation({
    mutationFn: () =>
      withPassword(() => call(exportClientData, { params: { clientId: client.id } })),
    onError: (error) => {
      if (!refusedWith(error, 'session.password_needed')) {
        toast({ tone: 'bad', text: failure(error) });
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: adminKey('data-exports') }),
  });
  const shown = archives.data?.items.filter(({ state }) => state !== 'expired').slice(0, 3);
  const underWay = shown?.some(({ state }) => state === 'waiting' || state === 'running');
  return (
    <section className={styles.card} aria-labelledby="client-data">
      <h2 className={styles.cardTitle} id="client-data">
        {t('data')}
      </h2>
      <p className={styles.quiet}>{t('data_text')}</p>
      {archives.error && <Failure error={archives.error} again={() => void archives.refetch()} />}
      {shown && shown.length > 0 && (
        <ul className={styles.archives}>
          {shown.map((archive) => (
            <Archive key={archive.id} archive={archive} client={client} />
          ))}
        </ul>
      )}
      <Button
        variant="default"
        leftSection={<IconFileZip size={18} aria-hidden="true" />}
        loading={make.isPending}
        disabled={underWay ?? false}
        onClick={() => make.mutate()}
      >
        {t('data_make')}
      </Button>
      <Button
        variant="subtle"
        color="red.8"
        c="var(--mantine-color-error)"
        leftSection={<IconTrash size={18} aria-hidden="true" />}
        onClick={() => setDeleting(true)}
      >
        {t('delete')}
      </Button>
      <DeleteClient client={client} opened={deleting} onClose={() => setDeleting(false)} />
    </section>
  );
}

function Archive({ archive, client }: { archive: DataExport; client: Client }) {
  const t = useClientsWords();
  const { failure } = useFailureWords();
  const language = useLanguage();
  const { id, state, createdAt, expiresAt, size, progress } = archive;
  const take = useMutation({
    mutationFn: () =>
      withPassword(() =>
        saveFile(
          downloadClientData,
          { params: { clientId: client.id, exportId: id } },
          `${client.name}.zip`,
        ),
      ),
    onError: (error) => {
      if (!refusedWith(error, 'session.password_needed')) {
        toast({ tone: 'bad', text: failure(error) });
      }
    },
  });
  return (
    <li className={styles.archive}>
      <div>
        <Text size="sm" fw={560} component="span">
          {t(`data_${state}`)}
        </Text>{' '}
        <Text size="sm" c="dimmed" component="span">
          <When at={createdAt} />
          {size !== undefined && `, ${sizeOf(size, language)}`}
        </Text>
      </div>
      {(state === 'waiting' || state === 'running') && (
        <Progress value={progress} aria-label={t('data_progress')} radius="xl" />
      )}
      {state === 'ready' && (
        <>
          <Button
            leftSection={<IconDownload size={18} aria-hidden="true" />}
            loading={take.isPending}
            onClick={() => take.mutate()}
          >
            {t('data_download')}
          </Button>
          {expiresAt && (
            <Text size="sm" c="dimmed">
              {t('data_kept')} <When at={expiresAt} form="exact" />
            </Text>
          )}
        </>
      )}
    </li>
  );
}
