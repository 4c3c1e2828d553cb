/** A person's own data: taken along, or gone. */
import { Divider, Stack, Title } from '@mantine/core';
import { DeleteAccount } from './DeleteAccount.tsx';
import { DownloadData } from './DownloadData.tsx';
import { useDataWords } from './data-words.ts';

export function MyData({ name }: { name: string }) {
  const t = useDataWords();
  return (
    <Stack gap="lg">
      <Title order={2} size="h4">
        {t('title')}
      </Title>
      <DownloadData />
      <Divider />
      <DeleteAccount name={name} />
    </Stack>
  );
}
