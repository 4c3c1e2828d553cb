/** A page for those who may do something; to others it says so. The server holds the rule, this is courtesy. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Action } from '../../../contract/permissions.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { useFrameWords } from './frame-words.ts';
import { useMay } from './viewer.ts';

export function OnlyFor({ action, children }: { action: Action; children: ReactNode }) {
  const t = useFrameWords();
  const may = useMay();
  if (may(action)) return children;
  return (
    <>
      <PageHead title={t('forbidden')} />
      <Text c="dimmed">{t('forbidden_text')}</Text>
    </>
  );
}
