/** What the bot could not work off: tried again, or given up, by a person who knows what it was. */
import { Button, Group, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { discardParked, listParked, retryParked } from '../../../contract/doctor.ts';
import type { Reply } from '../../../contract/endpoint.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { queryClient } from '../../lib/queries.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { exactly } from '../../lib/when.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { When } from '../../ui/When.tsx';
import { adminKey } from '../frame/admin-key.ts';
import styles from './Telegram.module.css';
import { useTelegramWords } from './telegram-words.ts';

type ParkedUpdate = Reply<typeof listParked>['items'][number];

export function Parked() {
  const t = useTelegramWords();
  const parked = useQuery({
    queryKey: adminKey('doctor', 'parked'),
    queryFn: ({ signal }) => call(listParked, {}, { signal }),
    refetchInterval: 30_000,
  });
  const { items, more } = parked.data ?? {};
  return (
    <section className={styles.card} aria-labelledby="parked">
      <h2 className={styles.title} id="parked">
        {t('parked_title')}
      </h2>
      <p className={styles.dim}>{t(items?.length === 0 ? 'parked_none' : 'parked_text')}</p>
      {parked.error && <Failure error={parked.error} again={() => void parked.refetch()} />}
      {parked.isPending && <Skeleton height={48} />}
      {items && items.length > 0 && (
        <ul className={styles.list}>
          {items.map((one) => (
            <li key={one.id} className={styles.finding}>
              <One update={one} />
            </li>
          ))}
        </ul>
      )}
      {more && <p className={styles.dim}>{t('parked_more')}</p>}
    </section>
  );
}

function One({ update: { id, kind, people, receivedAt, error } }: { update: ParkedUpdate }) {
  const t = useTelegramWords();
  const { failure } = useFailureWords();
  const language = useLanguage();
  const timeZone = useTimeZone();
  const [asking, ask] = useState(false);
  const params = { parkedId: id };
  const again = () => queryClient.invalidateQueries({ queryKey: adminKey('doctor') });
  const retry = useMutation({
    mutationFn: () => call(retryParked, { params }),
    onSuccess: () => toast({ text: t('parked_retried') }),
    onError: (refusal) => toast({ tone: 'bad', text: failure(refusal) }),
    onSettled: again,
  });
  const discard = useMutation({
    mutationFn: () => call(discardParked, { params }),
    onSuccess: () => toast({ text: t('parked_discarded') }),
    onSettled: again,
  });
  const what = t(`parked_kind_${kind}`);
  const [client] = people.filter((person) => person.kind === 'client');
  const [anybody] = people;
  return (
    <>
      <p>
        <b>{what}</b> · <When at={receivedAt} form="exact" />
      </p>
      <p>
        {client ? (
          <Link to={`/admin/clients/${client.id}`}>{client.name}</Link>
        ) : (
          (anybody?.name ?? t('parked_stranger'))
        )}
      </p>
      <p className={styles.dim}>{error}</p>
      <Group gap="xs">
        <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('parked_retry')}
        </Button>
        <Button variant="default" onClick={() => ask(true)}>
          {t('parked_discard')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        title={t('discard_title')}
        confirm={t('parked_discard')}
        danger
        pending={discard.isPending}
        error={discard.error}
        onConfirm={() => discard.mutate()}
        onClose={() => ask(false)}
      >
        {t('discard_text', { kind: what, at: exactly(receivedAt, { language, timeZone }) })}
      </ConfirmDialog>
    </>
  );
}
