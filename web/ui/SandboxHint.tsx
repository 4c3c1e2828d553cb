/** Tells whoever tries the product where its telephone is. Nothing outside the sandbox. */
import { Anchor, Text } from '@mantine/core';
import { useAbout } from '../lib/about.ts';
import { useUiWords } from './ui-words.ts';

export function SandboxHint() {
  const t = useUiWords();
  const about = useAbout();
  if (!about.data?.sandbox) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('sandbox_hint')}{' '}
      <Anchor href="/sandbox" target="otklik-sandbox" size="sm">
        /sandbox
      </Anchor>
    </Text>
  );
}
