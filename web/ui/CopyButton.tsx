/** Puts a text on the clipboard and says so. Where the browser offers none (plain http), the text can still be marked. */
import { Button, type ButtonProps } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useUiWords } from './ui-words.ts';

interface CopyButtonProps extends Pick<ButtonProps, 'size' | 'variant' | 'fullWidth'> {
  text: string;
  label?: string;
}

export function CopyButton({ text, label, variant = 'default', ...rest }: CopyButtonProps) {
  const t = useUiWords();
  const { copy, copied } = useClipboard({ timeout: 2000 });
  return (
    <Button
      {...rest}
      variant={variant}
      leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
      onClick={() => copy(text)}
      aria-live="polite"
    >
      {copied ? t('copied') : (label ?? t('copy'))}
    </Button>
  );
}
