/** Takes the file: by dropping it or by choosing it. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { importLimits, uploadImport } from '../../../contract/client-import.ts';
import { call } from '../../lib/call.ts';
import { queryClient } from '../../lib/queries.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useClientsWords } from './clients-words.ts';
import styles from './Import.module.css';
import { base64Of, type FileProblem, keepTable, problemOfFile } from './import-file.ts';

export function ImportDrop({ gone }: { gone?: boolean }) {
  const t = useClientsWords();
  const [, setAddress] = useSearchParams();
  const [dragging, drag] = useState(false);
  const [problem, setProblem] = useState<FileProblem>();
  const picker = useRef<HTMLInputElement>(null);
  const upload = useMutation({
    mutationFn: async (file: File) =>
      call(uploadImport, {
        body: { fileName: [...file.name].slice(-200).join(''), content: await base64Of(file) },
      }),
    onSuccess(made) {
      queryClient.setQueryData(adminKey('import', made.id), made);
      setAddress({ id: made.id });
    },
  });
  const limits = { size: importLimits.bytes / 1024 / 1024, rows: importLimits.rows };
  return (
    <Stack gap="md" maw={720}>
      {gone && <Callout>{t('import_gone')}</Callout>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut, the button does the same */}
      <div
        className={styles.drop}
        data-over={dragging}
        onDragOver={(event) => {
          event.preventDefault();
          drag(true);
        }}
        onDragLeave={() => drag(false)}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          drag(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <IconFileSpreadsheet size={36} stroke={1.5} aria-hidden="true" />
        <Text fw={600}>{t('drop')}</Text>
        <Text c="dimmed" size="sm">
          {t('drop_text', limits)}
        </Text>
        <Button loading={upload.isPending} onClick={() => picker.current?.click()}>
          {t('choose_file')}
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            take(file);
          }}
        />
      </div>
      {problem && (
        <div role="alert">
          <Callout tone="bad">{t(`file_${problem}`, limits)}</Callout>
        </div>
      )}
      {upload.error && <Failure error={upload.error} />}
      <Group gap="sm">
        <Text c="dimmed" size="sm">
          {t('sample_text')}
        </Text>
        <Button
          variant="subtle"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          onClick={() => keepTable(t('sample_name'), sample())}
        >
          {t('sample')}
        </Button>
      </Group>
    </Stack>
  );

  function take(file: File | undefined): void {
    if (!file || upload.isPending) return;
    upload.reset();
    const wrong = problemOfFile(file);
    setProblem(wrong);
    if (!wrong) upload.mutate(file);
  }

  function sample(): string[][] {
    const heading = [t('name'), t('phone'), t('email'), t('note'), t('language')];
    return [
      heading,
      [t('sample_person'), '+79161234567', 'anna@example.com', t('sample_note'), 'ru'],
    ];
  }
}
