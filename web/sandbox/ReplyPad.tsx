/** The bot's keyboard below the input: its buttons send their text, or ask whether to share the number. */
import type { ReplyKeyboard } from '../../contract/sandbox-shapes.ts';
import { usePhone } from './phone-context.ts';
import styles from './ReplyPad.module.css';
import { useSandboxWords } from './sandbox-words.ts';

interface ReplyPadProps {
  keyboard: ReplyKeyboard;
  /** After a button that has sent something. */
  used(): void;
}

export function ReplyPad({ keyboard, used }: ReplyPadProps) {
  const t = useSandboxWords();
  const { doings, open } = usePhone();
  return (
    <fieldset className={styles.pad} aria-label={t('keyboard')} data-tall={!keyboard.resize}>
      {keyboard.rows.map((buttons, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place
        <div className={styles.row} key={row}>
          {buttons.map((button, column) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place
              key={column}
              type="button"
              className={styles.key}
              data-style={button.style}
              onClick={() => {
                if (button.requestContact) return open({ kind: 'share', shared: used });
                used();
                void doings.write(button.text);
              }}
            >
              {button.text}
            </button>
          ))}
        </div>
      ))}
    </fieldset>
  );
}
