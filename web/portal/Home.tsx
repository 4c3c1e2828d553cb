/** Greeting, the Telegram card, and what will come. */
import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { me } from '../../contract/session.ts';
import { useAbout } from '../lib/about.ts';
import { call } from '../lib/call.ts';
import { Card } from '../ui/Card.tsx';
import { Failure } from '../ui/Failure.tsx';
import { InboxIcon } from '../ui/icons.tsx';
import { Page } from '../ui/Page.tsx';
import { SandboxHint } from '../ui/SandboxHint.tsx';
import { StepHeading } from '../ui/StepHeading.tsx';
import styles from './Home.module.css';
import { portalKey, useLive } from './live.ts';
import { usePortalWords } from './portal-words.ts';
import { SignOut } from './SignOut.tsx';
import { TelegramCard } from './TelegramCard.tsx';

export function Home() {
  const t = usePortalWords();
  const live = useLive();
  const about = useAbout();
  const viewer = useQuery({
    queryKey: portalKey('me'),
    queryFn: ({ signal }) => call(me, {}, { signal }),
  });

  return (
    <Page wide reconnecting={live === 'retrying'}>
      <Stack gap="xl">
        {viewer.data ? (
          <div className={styles.greeting}>
            <Stack gap={4}>
              <StepHeading title={t('title')}>
                {t('greeting', { name: viewer.data.name })}
              </StepHeading>
              {viewer.data.phone && (
                <Text c="dimmed">
                  {t('phone')}: <span className={styles.phone}>{viewer.data.phone}</span>
                </Text>
              )}
            </Stack>
            <SignOut />
          </div>
        ) : viewer.error ? (
          <Failure error={viewer.error} again={() => void viewer.refetch()} />
        ) : (
          <Skeleton height={64} maw={420} />
        )}
        <div className={styles.cards}>
          <TelegramCard />
          <Card>
            <div className={styles.empty}>
              <InboxIcon size={36} />
              <h2 className={styles.emptyTitle}>{t('tickets')}</h2>
              <Text c="dimmed" maw={360}>
                {t('tickets_text', { company: about.data?.companyName ?? 'Otklik' })}
              </Text>
            </div>
          </Card>
        </div>
        <SandboxHint />
      </Stack>
    </Page>
  );
}
