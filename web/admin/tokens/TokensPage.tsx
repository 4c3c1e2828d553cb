/** Tokens of the company's programs. */
import { Anchor, Button, Skeleton, Stack } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { integrationTokens } from '../../../contract/staff.ts';
import { call } from '../../lib/call.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { MakeDialog } from './MakeDialog.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import { TokenList } from './TokenList.tsx';
import { useTokensWords } from './tokens-words.ts';

export function TokensPage() {
  const t = useTokensWords();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<{ name: string; token: string }>();
  const tokens = useQuery({
    queryKey: adminKey('tokens'),
    queryFn: ({ signal }) => call(integrationTokens, {}, { signal }),
  });
  const make = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setMaking(true)}>
      {t('make')}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t('title')}
        sub={
          <>
            {t('sub')} <Anchor href="/docs">{t('docs')}</Anchor>
          </>
        }
        actions={tokens.data?.items.length ? make : undefined}
      />
      <Stack gap="md">
        {tokens.error && <Failure error={tokens.error} again={() => void tokens.refetch()} />}
        {tokens.isPending && [1, 2].map((row) => <Skeleton key={row} height={72} />)}
        {tokens.data?.items.length === 0 && (
          <EmptyState icon={<IconKey size={28} />} title={t('empty')} action={make}>
            {t('empty_text')}
          </EmptyState>
        )}
        {tokens.data && tokens.data.items.length > 0 && <TokenList tokens={tokens.data.items} />}
      </Stack>
      <MakeDialog
        opened={making}
        onClose={() => setMaking(false)}
        onMade={(token) => {
          setMaking(false);
          setMade(token);
        }}
      />
      <SecretDialog made={made} onClose={() => setMade(undefined)} />
    </>
  );
}
