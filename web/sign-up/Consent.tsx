/** What the person agrees to by going on, in the company's own words. */
import { Anchor, Skeleton, Text } from '@mantine/core';
import { useAbout } from '../lib/about.ts';
import { Failure } from '../ui/Failure.tsx';
import { useSignUpWords } from './sign-up-words.ts';

export function Consent() {
  const t = useSignUpWords();
  const about = useAbout();
  if (about.isError) return <Failure error={about.error} again={() => void about.refetch()} />;
  if (!about.data) return <Skeleton height={38} />;
  const { text, url } = about.data.consent;
  return (
    <Text size="sm" c="dimmed">
      {text}{' '}
      {url && (
        <Anchor href={url} target="_blank" rel="noopener" size="sm">
          {t('consent_link')}
        </Anchor>
      )}
    </Text>
  );
}
