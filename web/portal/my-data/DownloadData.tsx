/** The archive of everything about the client: made in the background, fetched while it is kept. */
import { Button, Group, Progress, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { downloadMyData, exportMyData } from '../../../contract/personal-data.ts';
import { call } from '../../lib/call.ts';
import { dayAt } from '../../lib/days.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { queryClient } from '../../lib/queries.ts';
import { saveFile } from '../../lib/save-file.ts';
import { sizeOf, useTimes } from '../../ui/conversation/times.ts';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { portalKey } from '../live.ts';
import { type DataExport, useDataExports } from './data-queries.ts';
import { useDataWords } from './data-words.ts';

export function DownloadData() {
  const t = useDataWords();
  const exports = useDataExports();
  const newest = exports.data?.items[0];
  const begin = useMutation({
    mutationFn: () => call(exportMyData, {}),
    onSettled: () => queryClient.invalidateQueries({ queryKey: portalKey('data-exports') }),
  });
  const underWay = newest?.state === 'waiting' || newest?.state === 'running';
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={3} size="h5">
        {t('download_title')}
      </Title>
      <Text c="dimmed" size="sm">
        {t('download_text')}
      </Text>
      {exports.error && !exports.data ? (
        <Failure error={exports.error} again={() => void exports.refetch()} />
      ) : !exports.data ? (
        <Skeleton height={40} width={200} />
      ) : underWay ? (
        <UnderWay progress={newest.progress} />
      ) : (
        <>
          {newest && <Done newest={newest} />}
          <Group gap="sm">
            {newest?.state === 'ready' && <Save newest={newest} />}
            <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
              {t(newest ? 'begin_anew' : 'begin')}
            </Button>
          </Group>
        </>
      )}
      {begin.error && !underWay && <Failure error={begin.error} />}
    </Stack>
  );
}

function UnderWay({ progress }: { progress: number }) {
  const t = useDataWords();
  return (
    <Stack gap={6} w="100%">
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{t('preparing')}</Text>
        <Text c="dimmed">{t('percent', { percent: progress })}</Text>
      </Group>
      <Progress value={progress} aria-label={t('preparing')} />
      <Text c="dimmed" size="sm">
        {t('preparing_text')}
      </Text>
    </Stack>
  );
}

function Done({ newest }: { newest: DataExport }) {
  const t = useDataWords();
  const language = useLanguage();
  const { momentOf } = useTimes();
  const made = momentOf(newest.createdAt);
  if (newest.state === 'failed') return <Text role="alert">{t('failed')}</Text>;
  if (newest.state === 'expired')
    return (
      <Text c="dimmed" size="sm">
        {t('expired', { made })}
      </Text>
    );
  const until = newest.expiresAt && momentOf(newest.expiresAt);
  const size = newest.size !== undefined && sizeOf(newest.size, language);
  return (
    <div role="status">
      <Text fw={600}>{t('ready')}</Text>
      <Text c="dimmed" size="sm">
        {until && size ? t('ready_text', { made, size, until }) : t('ready_plain', { made })}
      </Text>
    </div>
  );
}

function Save({ newest: { id, createdAt } }: { newest: DataExport }) {
  const t = useDataWords();
  const { failure } = useFailureWords();
  const { timeZone } = useTimes();
  const save = useMutation({
    mutationFn: () =>
      saveFile(
        downloadMyData,
        { params: { exportId: id } },
        t('file', { day: dayAt(createdAt, timeZone) }),
      ),
    onError: (error) => toast({ text: failure(error), tone: 'bad' }),
  });
  return (
    <Button
      leftSection={<IconDownload size={18} aria-hidden="true" />}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {t('save')}
    </Button>
  );
}
