/** Where the client is signed in, and how to end it there. */
import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { endMyOtherSessions, endMySession } from '../../contract/profile.ts';
import { call } from '../lib/call.ts';
import { queryClient } from '../lib/queries.ts';
import { Failure } from '../ui/Failure.tsx';
import { When } from '../ui/When.tsx';
import { portalKey } from './live.ts';
import styles from './ProfilePage.module.css';
import { useMySessions } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';

export function Sessions() {
  const t = usePortalWords();
  const named = (browser: string) => (browser === 'unknown' ? t('browser_unknown') : browser);
  const sessions = useMySessions();
  const again = () => queryClient.invalidateQueries({ queryKey: portalKey('sessions') });
  const end = useMutation({
    mutationFn: (sessionId: string) => call(endMySession, { params: { sessionId } }),
    onSettled: again,
  });
  const endOthers = useMutation({
    mutationFn: () => call(endMyOtherSessions, {}),
    onSettled: again,
  });
  const failed = end.error ?? endOthers.error;
  const items = sessions.data?.items;

  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('sessions')}
      </Title>
      <Text c="dimmed" size="sm">
        {t('sessions_text')}
      </Text>
      {items ? (
        <ul className={styles.sessions}>
          {items.map((one) => (
            <li key={one.id} className={styles.session}>
              <div className={styles.browser}>
                <Text fw={600}>{named(one.browser)}</Text>
                <Text size="sm" c="dimmed">
                  {one.current ? t('session_here') : <When at={one.usedAt} />}
                </Text>
              </div>
              {!one.current && (
                <Button
                  variant="default"
                  aria-label={t('session_end_named', { browser: named(one.browser) })}
                  loading={end.isPending && end.variables === one.id}
                  onClick={() => end.mutate(one.id)}
                >
                  {t('session_end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : sessions.error ? (
        <Failure error={sessions.error} again={() => void sessions.refetch()} />
      ) : (
        <Skeleton height={64} />
      )}
      {failed && <Failure error={failed} />}
      {items && items.length > 2 && (
        <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {t('sessions_end_others')}
        </Button>
      )}
    </Stack>
  );
}
