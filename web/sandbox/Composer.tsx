/** The foot of a phone: the input with its keyboard, or the one button that stands in its place. */
import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import styles from './Composer.module.css';
import { Input } from './Input.tsx';
import { usePhone } from './phone-context.ts';
import { ReplyPad } from './ReplyPad.tsx';
import { type Folding, isOpen, pressed, turned } from './reply-keyboard.ts';
import { useSandboxWords } from './sandbox-words.ts';

interface ComposerProps {
  /** What a deep link has brought: Start shows even where it was pressed before, as in Telegram. */
  link: { parameter: string } | undefined;
  linkDone(): void;
}

export function Composer({ link, linkDone }: ComposerProps) {
  const t = useSandboxWords();
  const { chat, doings } = usePhone();
  const [folding, fold] = useState<Folding>();
  const { keyboard, phone } = chat;

  if (phone.chat === 'deactivated') return <p className={styles.over}>{t('is_deactivated')}</p>;
  if (link || phone.chat === 'never_started') return <Start link={link} linkDone={linkDone} />;
  if (phone.chat === 'blocked') {
    return (
      <div className={styles.instead}>
        <Button fullWidth onClick={() => void doings.unblock()}>
          {t('unblock')}
        </Button>
      </div>
    );
  }
  const open = isOpen(keyboard, folding);
  return (
    <>
      <Input
        keyboard={keyboard}
        keyboardOpen={open}
        turnKeyboard={() => keyboard && fold(turned(keyboard, folding))}
      />
      {keyboard && open && (
        <ReplyPad keyboard={keyboard} used={() => fold(pressed(keyboard, folding))} />
      )}
    </>
  );
}

function Start({ link, linkDone }: ComposerProps) {
  const t = useSandboxWords();
  const { doings } = usePhone();
  return (
    <div className={styles.instead}>
      <Button
        fullWidth
        // Coming by a link, nothing is left to do but to press it.
        autoFocus={link !== undefined}
        onClick={async () => {
          if (await doings.start(link?.parameter)) linkDone();
        }}
      >
        {t('start')}
      </Button>
      {link && (
        <p className={styles.hint}>
          {t('start_hint')}{' '}
          <Anchor component="button" type="button" inherit onClick={linkDone}>
            {t('start_cancel')}
          </Anchor>
        </p>
      )}
    </div>
  );
}
