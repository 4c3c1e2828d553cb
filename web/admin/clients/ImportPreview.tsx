/** The table as it was read: what each column is, and what would become of the rows. */
import { Button, Group, NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { startImport } from '../../../contract/client-import.ts';
import type { Language } from '../../../contract/person.ts';
import { call } from '../../lib/call.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { queryClient } from '../../lib/queries.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { type Columns, type Import, useImportCheck } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';
import { enough } from './columns.ts';
import styles from './Import.module.css';
import { ImportTable } from './ImportTable.tsx';
import { ProblemRows } from './ProblemRows.tsx';

type Known = 'skip' | 'update';

/** As many problems as are shown before one asks for more. */
const few = 5;

export function ImportPreview({ given }: { given: Import }) {
  const t = useClientsWords();
  const [columns, setColumns] = useState<Columns>(given.columns);
  const [all, showAll] = useState(false);
  const [known, setKnown] = useState<Known>('skip');
  const [language, setLanguage] = useState<Language>(useLanguage());
  const check = useImportCheck(given.id, columns, enough(columns));
  const start = useMutation({
    mutationFn: () =>
      call(startImport, { params: { importId: given.id }, body: { columns, known, language } }),
    onSuccess: (going) => queryClient.setQueryData(adminKey('import', given.id), going),
    // Perhaps somebody else has started it meanwhile.
    onError: () => queryClient.invalidateQueries({ queryKey: adminKey('import', given.id) }),
  });
  const found = enough(columns) ? check.data : undefined;
  const nothing = found && found.add === 0 && (found.known === 0 || known === 'skip');

  return (
    <Stack gap="xl">
      <section aria-labelledby="import-columns">
        <h2 className={styles.title} id="import-columns">
          {t('columns_title')}
        </h2>
        <Text c="dimmed" mb="sm" className={styles.file ?? ''}>
          {t('columns_text', { file: given.fileName, count: given.total })}
        </Text>
        <ImportTable given={given} columns={columns} choose={setColumns} />
      </section>
      <section aria-labelledby="import-check">
        <h2 className={styles.title} id="import-check">
          {t('check_title')}
        </h2>
        {!enough(columns) ? (
          <Callout>{t('columns_missing')}</Callout>
        ) : check.error ? (
          <Failure error={check.error} again={() => void check.refetch()} />
        ) : (
          <Stack gap="sm">
            <dl className={styles.counts} aria-busy={check.isFetching}>
              <Count name={t('check_add')} value={found?.add} tone="good" />
              <Count name={t('check_known')} value={found?.known} />
              <Count name={t('check_refused')} value={found?.refused} tone="bad" />
            </dl>
            {found && found.refused > 0 && (
              <>
                <Text c="dimmed" size="sm">
                  {t('check_refused_text')}
                </Text>
                <ProblemRows problems={all ? found.problems : found.problems.slice(0, few)} />
                {found.problems.length > few && !all && (
                  <Button variant="default" w="fit-content" onClick={() => showAll(true)}>
                    {t('check_show')}
                  </Button>
                )}
                {all && found.refused > found.problems.length && (
                  <Text c="dimmed" size="sm">
                    {t('check_more', { count: found.refused - found.problems.length })}
                  </Text>
                )}
              </>
            )}
          </Stack>
        )}
      </section>
      <section aria-labelledby="import-options">
        <h2 className={styles.title} id="import-options">
          {t('options_title')}
        </h2>
        <Stack gap="md" maw={520}>
          <Radio.Group
            label={t('known')}
            value={known}
            onChange={(value) => setKnown(value as Known)}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="skip" label={t('known_skip')} />
              <Radio value="update" label={t('known_update')} />
            </Stack>
          </Radio.Group>
          <NativeSelect
            label={t('language_default')}
            data={[
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
            value={language}
            onChange={({ currentTarget }) => setLanguage(currentTarget.value as Language)}
          />
        </Stack>
      </section>
      {start.error && <Failure error={start.error} />}
      <Group gap="sm">
        <Button
          size="md"
          disabled={!found || check.isFetching || nothing === true}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {t('start')}
        </Button>
        <Button component={Link} to="/admin/clients/import" variant="default" size="md">
          {t('another_file')}
        </Button>
        {nothing && <Text c="dimmed">{t('nothing_to_do')}</Text>}
      </Group>
    </Stack>
  );
}

interface CountProps {
  name: string;
  value: number | undefined;
  tone?: 'good' | 'bad';
}

export function Count({ name, value, tone }: CountProps) {
  return (
    <div className={styles.count} data-tone={value ? tone : undefined}>
      <dt>{name}</dt>
      <dd>{value ?? '…'}</dd>
    </div>
  );
}
