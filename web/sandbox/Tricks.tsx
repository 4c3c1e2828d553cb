/** The cheats: each says in words what it pretends. */
import { Button } from '@mantine/core';
import type { ContactKind } from '../../contract/sandbox-shapes.ts';
import { PhoneSheet, SheetButtons } from './PhoneSheet.tsx';
import { usePhone } from './phone-context.ts';
import { useSandboxWords } from './sandbox-words.ts';
import styles from './Tricks.module.css';

const cheats = [
  'someone_else',
  'forwarded',
  'without_user_id',
  'edited',
] as const satisfies readonly ContactKind[];

export function Tricks({ close }: { close(): void }) {
  const t = useSandboxWords();
  const { chat, doings } = usePhone();
  const waiting = chat.spinners[0];
  return (
    <PhoneSheet title={t('tricks_title')} close={close}>
      <p>{t('tricks_text')}</p>
      {cheats.map((kind) => (
        <Trick
          key={kind}
          name={t(`trick_${kind}`)}
          text={t(`trick_${kind}_text`)}
          play={() => {
            close();
            void doings.shareContact(kind);
          }}
        />
      ))}
      {waiting && (
        <Trick
          name={t('trick_again')}
          text={t('trick_again_text')}
          play={() => {
            close();
            void doings.pressAgain(waiting.queryId);
          }}
        />
      )}
      <SheetButtons>
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
      </SheetButtons>
    </PhoneSheet>
  );
}

function Trick({ name, text, play }: { name: string; text: string; play(): void }) {
  return (
    <button type="button" className={styles.trick} onClick={play}>
      <strong>{name}</strong>
      <span>{text}</span>
    </button>
  );
}
