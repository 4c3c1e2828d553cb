/** What one hears in Telegram, with a sound or without, and when nothing may ring. */
import {
  Button,
  Group,
  Radio,
  SegmentedControl,
  Skeleton,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import type { Reply } from '../../../contract/endpoint.ts';
import {
  modes,
  type QuietHours,
  readPreferences,
  savePreferences,
} from '../../../contract/notices.ts';
import { call } from '../../lib/call.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { Failure } from '../Failure.tsx';
import { ZoneSelect } from '../ZoneSelect.tsx';
import styles from './NoticePreferences.module.css';
import { useTelegramWords } from './telegram-words.ts';

export function NoticePreferences({ queryKey }: { queryKey: QueryKey }) {
  const known = useQuery({
    queryKey,
    queryFn: ({ signal }) => call(readPreferences, {}, { signal }),
  });
  if (known.error && !known.data) {
    return <Failure error={known.error} again={() => void known.refetch()} />;
  }
  if (!known.data) return <Skeleton height={240} />;
  return <Form known={known.data} queryKey={queryKey} />;
}

type Known = Reply<typeof readPreferences>;

function Form({ known, queryKey }: { known: Known; queryKey: QueryKey }) {
  const t = useTelegramWords();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(known.modes);
  const [quiet, setQuiet] = useState(known.quietHours);
  const body = { modes: chosen, quietHours: quiet };
  const save = useMutation({
    mutationFn: () => call(savePreferences, { body }),
    onSuccess: () => queries.setQueryData<Known>(queryKey, (old) => old && { ...old, ...body }),
  });
  const same =
    JSON.stringify(body) === JSON.stringify({ modes: known.modes, quietHours: known.quietHours });
  const problem = quiet ? problemOf(quiet) : undefined;
  const edit = (change: () => void) => {
    save.reset();
    change();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <div className={styles.topics}>
          {known.topics.map((topic) => (
            <div key={topic} className={styles.topic}>
              <span>{t(`topic_${topic}`)}</span>
              <SegmentedControl
                aria-label={t(`topic_${topic}`)}
                size="sm"
                value={chosen[topic] ?? 'on'}
                data={modes.map((value) => ({ value, label: t(`mode_${value}`) }))}
                onChange={(mode) => edit(() => setChosen({ ...chosen, [topic]: mode }))}
              />
            </div>
          ))}
        </div>
        <Quiet quiet={quiet} onChange={(changed) => edit(() => setQuiet(changed))} />
        {save.error && <Failure error={save.error} />}
        <Group gap="md">
          <Button type="submit" disabled={same || problem !== undefined} loading={save.isPending}>
            {t('save')}
          </Button>
          <Text role="status" size="sm" c="dimmed">
            {save.isSuccess && t('saved')}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

/** Quiet hours that begin when they end would never end, or never begin. */
function problemOf({ from, to }: QuietHours): 'hour_missing' | 'hours_same' | undefined {
  if (!from || !to) return 'hour_missing';
  return from === to ? 'hours_same' : undefined;
}

interface QuietProps {
  quiet: QuietHours | null;
  onChange(quiet: QuietHours | null): void;
}

function Quiet({ quiet, onChange }: QuietProps) {
  const t = useTelegramWords();
  const here = useTimeZone() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const problem = quiet ? problemOf(quiet) : undefined;
  const usual: QuietHours = { from: '22:00', to: '08:00', timeZone: here, how: 'silent' };
  return (
    <Stack gap="md">
      <Switch
        label={t('quiet')}
        checked={quiet !== null}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? usual : null)}
      />
      {quiet && (
        <>
          <div className={styles.hours}>
            {(['from', 'to'] as const).map((end) => (
              <TextInput
                key={end}
                type="time"
                required
                label={t(end)}
                withAsterisk={false}
                value={quiet[end]}
                error={
                  problem && (problem === 'hours_same' ? end === 'to' : !quiet[end]) && t(problem)
                }
                onChange={({ currentTarget }) => onChange({ ...quiet, [end]: currentTarget.value })}
              />
            ))}
            <ZoneSelect
              className={styles.zone}
              label={t('zone')}
              value={quiet.timeZone}
              onChange={(timeZone) => timeZone && onChange({ ...quiet, timeZone })}
            />
          </div>
          <Radio.Group
            label={t('how')}
            value={quiet.how}
            onChange={(how) => onChange({ ...quiet, how: how === 'held' ? 'held' : 'silent' })}
          >
            <Stack gap={8} pt={8}>
              <Radio value="silent" label={t('how_silent')} />
              <Radio value="held" label={t('how_held')} />
            </Stack>
          </Radio.Group>
          <Text size="sm" c="dimmed">
            {t('urgent')}
          </Text>
        </>
      )}
    </Stack>
  );
}
