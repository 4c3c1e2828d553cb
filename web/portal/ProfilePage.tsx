/** Who the client is to us, how we write to them, where they are signed in, and what becomes of their data. */
import { Skeleton, Stack } from '@mantine/core';
import { Card } from '../ui/Card.tsx';
import { Failure } from '../ui/Failure.tsx';
import { MyData } from './my-data/MyData.tsx';
import { NewsCard } from './NewsCard.tsx';
import { PortalHeading } from './PortalHeading.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import styles from './ProfilePage.module.css';
import { useMe } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';
import { Sessions } from './Sessions.tsx';
import { SignOut } from './SignOut.tsx';
import { TelegramCard } from './TelegramCard.tsx';

export function ProfilePage() {
  const t = usePortalWords();
  const viewer = useMe();
  return (
    <Stack gap="lg">
      <PortalHeading>{t('profile')}</PortalHeading>
      <div className={styles.cards}>
        <Card>
          {viewer.data ? (
            <ProfileForm viewer={viewer.data} />
          ) : viewer.error ? (
            <Failure error={viewer.error} again={() => void viewer.refetch()} />
          ) : (
            <Stack gap="md">
              <Skeleton height={60} />
              <Skeleton height={60} />
              <Skeleton height={60} />
            </Stack>
          )}
        </Card>
        <TelegramCard />
        <NewsCard />
        <Stack gap="lg">
          <Card>
            <Stack gap="lg">
              <Sessions />
              <SignOut />
            </Stack>
          </Card>
          {viewer.data && (
            <Card>
              <MyData name={viewer.data.name} />
            </Card>
          )}
        </Stack>
      </div>
    </Stack>
  );
}
