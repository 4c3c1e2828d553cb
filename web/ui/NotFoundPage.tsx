/** Where no page is. */
import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from './Page.tsx';
import { StepHeading } from './StepHeading.tsx';
import { useUiWords } from './ui-words.ts';

export function NotFoundPage() {
  const t = useUiWords();
  return (
    <Page>
      <Stack gap="md" align="flex-start">
        <StepHeading>{t('not_found')}</StepHeading>
        <Text c="dimmed">{t('not_found_text')}</Text>
        <Button component={Link} to="/">
          {t('home')}
        </Button>
      </Stack>
    </Page>
  );
}
