/** Writes a canned answer: its text, the variables, and how it will look. */
import { Button, Group, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import {
  addCannedAnswer,
  cannedVariables,
  readCannedAnswer,
  updateCannedAnswer,
} from '../../../contract/ticket-tools.ts';
import { useAbout } from '../../lib/about.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SafeText } from '../../ui/SafeText.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useViewer } from '../frame/viewer.ts';
import { inserted, previewOf, type Variable } from './canned-preview.ts';
import styles from './Lists.module.css';
import { useSettingsWords } from './settings-words.ts';

interface CannedDialogProps {
  /** Without an id: a new one. */
  edited: { id?: string } | undefined;
  onClose(): void;
}

export function CannedDialog({ edited, onClose }: CannedDialogProps) {
  const t = useSettingsWords();
  return (
    <Dialog
      opened={edited !== undefined}
      onClose={onClose}
      title={t(edited?.id ? 'canned_edit' : 'canned_add')}
      size="lg"
    >
      {edited &&
        (edited.id ? (
          <Known id={edited.id} onClose={onClose} />
        ) : (
          <Fields title="" text="" onClose={onClose} />
        ))}
    </Dialog>
  );
}

/** The list cuts long texts: the whole one is asked for. */
function Known({ id, onClose }: { id: string; onClose(): void }) {
  const answer = useQuery({
    queryKey: adminKey('settings', 'canned', id),
    queryFn: ({ signal }) => call(readCannedAnswer, { params: { cannedId: id } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (answer.data) return <Fields {...answer.data} onClose={onClose} />;
  if (answer.error) return <Failure error={answer.error} again={() => void answer.refetch()} />;
  return <Skeleton height={280} />;
}

interface FieldsProps {
  id?: string;
  title: string;
  text: string;
  onClose(): void;
}

function Fields({ id, title, text, onClose }: FieldsProps) {
  const t = useSettingsWords();
  const { failure, fields } = useFailureWords();
  const queries = useQueryClient();
  const area = useRef<HTMLTextAreaElement>(null);
  const samples = useSamples();
  const form = useForm({ initialValues: { title, text } });
  const save = useMutation({
    mutationFn: async (body: typeof form.values) => {
      if (id) await call(updateCannedAnswer, { params: { cannedId: id }, body });
      else await call(addCannedAnswer, { body });
    },
    onSuccess() {
      onClose();
      toast({ text: t('saved') });
      return queries.invalidateQueries({ queryKey: adminKey('settings', 'canned') });
    },
    onError(error) {
      form.setErrors(fields(error));
      if (Object.keys(fields(error)).length === 0) toast({ tone: 'bad', text: failure(error) });
    },
  });
  const insert = (variable: Variable) => {
    const field = area.current;
    const end = form.values.text.length;
    const next = inserted(form.values.text, variable, {
      from: field?.selectionStart ?? end,
      to: field?.selectionEnd ?? end,
    });
    form.setFieldValue('text', next.text);
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(next.caret, next.caret);
    });
  };
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('canned_title')}
          description={t('canned_title_text')}
          size="md"
          data-autofocus
          {...form.getInputProps('title')}
        />
        <Textarea
          ref={area}
          label={t('canned_words')}
          size="md"
          autosize
          minRows={5}
          maxRows={14}
          {...form.getInputProps('text')}
        />
        <div className={styles.variables}>
          <Text size="sm" c="dimmed">
            {t('insert')}
          </Text>
          {cannedVariables.map((variable) => (
            <Button
              key={variable}
              variant="light"
              size="compact-sm"
              mih={36}
              onClick={() => insert(variable)}
            >
              {t(`variable_${variable}`)}
            </Button>
          ))}
        </div>
        <div>
          <Text size="sm" c="dimmed" mb={6}>
            {t('preview')}
          </Text>
          <div className={styles.preview}>
            {form.values.text ? (
              <SafeText>{previewOf(form.values.text, samples)}</SafeText>
            ) : (
              t('preview_empty')
            )}
          </div>
        </div>
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useSamples(): Record<Variable, string> {
  const t = useSettingsWords();
  const about = useAbout();
  const viewer = useViewer();
  return {
    'client.name': t('sample_client.name'),
    'ticket.number': t('sample_ticket.number'),
    'ticket.subject': t('sample_ticket.subject'),
    'agent.name': viewer.name,
    'company.name': about.data?.companyName ?? 'Otklik',
  };
}
