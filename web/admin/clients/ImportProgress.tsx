/** An import on its way, and what has become of it. */
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Callout } from '../../ui/Callout.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { allProblems, type Import, useImportProblems } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';
import styles from './Import.module.css';
import { Count } from './ImportPreview.tsx';
import { keepTable } from './import-file.ts';
import { ProblemRows, useRowProblem } from './ProblemRows.tsx';

export function ImportProgress({ going }: { going: Import }) {
  const t = useClientsWords();
  const { state, done, total } = going;
  const part = total > 0 ? (done / total) * 100 : 100;
  return (
    <Stack gap="lg">
      <Stack gap="xs" maw={720}>
        <Text fw={600} className={styles.file ?? ''}>
          {going.fileName}
        </Text>
        <Progress
          value={state === 'done' ? 100 : part}
          size="lg"
          radius="xl"
          aria-label={t('progress')}
        />
        <Text c="dimmed" size="sm">
          {t('progress_rows', { done, count: total })}
        </Text>
        <div role="status">
          {state === 'running' && <Text c="dimmed">{t('running_text')}</Text>}
          {state === 'done' && (
            <Callout tone="calm" icon={<CheckIcon />}>
              {t('import_done')}
            </Callout>
          )}
          {state === 'failed' && <Callout tone="bad">{t('import_failed')}</Callout>}
        </div>
      </Stack>
      <dl className={styles.counts}>
        <Count name={t('count_added')} value={going.added} tone="good" />
        <Count name={t('count_updated')} value={going.updated} tone="good" />
        <Count name={t('count_skipped')} value={going.skipped} />
        <Count name={t('count_refused')} value={going.refused} tone="bad" />
      </dl>
      {state !== 'running' && (
        <Group gap="sm">
          <Button component={Link} to="/admin/clients">
            {t('to_clients')}
          </Button>
          <Button component={Link} to="/admin/clients/import" variant="default">
            {t('another_file')}
          </Button>
        </Group>
      )}
      {going.refused > 0 && state !== 'running' && <Problems going={going} />}
    </Stack>
  );
}

function Problems({ going }: { going: Import }) {
  const t = useClientsWords();
  const say = useRowProblem();
  const problems = useImportProblems(going.id);
  const items = problems.data?.pages.flatMap((page) => page.items);
  const download = useMutation({
    mutationFn: () => allProblems(going.id),
    onSuccess: (all) =>
      keepTable(t('problems_name'), [
        [t('problem_row'), t('problem_field'), t('problem_why')],
        ...all.map((one) => [one.row, t(one.field), say(one.problem)]),
      ]),
  });
  return (
    <section aria-labelledby="import-problems">
      <Group justify="space-between" mb="sm">
        <h2 className={styles.title} id="import-problems">
          {t('problems_title')}
        </h2>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          {t('problems_download')}
        </Button>
      </Group>
      {download.error && <Failure error={download.error} />}
      {items ? (
        <Stack gap="sm">
          <ProblemRows problems={items} />
          <LoadMore pages={problems} />
        </Stack>
      ) : (
        problems.error && <Failure error={problems.error} again={() => void problems.refetch()} />
      )}
    </section>
  );
}
