/** Where the portal has no page, or the client no such ticket or invoice. */
import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { PortalHeading } from './PortalHeading.tsx';
import { usePortalWords } from './portal-words.ts';

interface MissingProps {
  text?: string;
  /** Where to go instead, and what that is called. */
  to?: string;
  back?: string;
}

export function Missing({ text, to = '/portal/tickets', back }: MissingProps) {
  const t = usePortalWords();
  return (
    <Stack gap="md" align="flex-start" py="xl">
      <PortalHeading>{t('missing')}</PortalHeading>
      <Text c="dimmed">{text ?? t('missing_text')}</Text>
      <Button component={Link} to={to}>
        {back ?? t('missing_back')}
      </Button>
    </Stack>
  );
}
