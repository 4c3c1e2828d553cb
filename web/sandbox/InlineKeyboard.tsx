/** The buttons under a message. */
import type { InlineButton, SandboxMessage } from '../../contract/sandbox-shapes.ts';
import styles from './InlineKeyboard.module.css';
import { OutIcon, PagesIcon } from './icons.tsx';
import { safeAddress } from './links.ts';
import { usePhone } from './phone-context.ts';
import { useSandboxWords } from './sandbox-words.ts';

export function InlineKeyboard({ message }: { message: SandboxMessage }) {
  return message.buttons?.map((buttons, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place
    <div className={styles.row} key={row}>
      {buttons.map((button, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place
        <OneButton key={column} button={button} at={{ messageId: message.id, row, column }} />
      ))}
    </div>
  ));
}

interface OneButtonProps {
  button: InlineButton;
  at: { messageId: number; row: number; column: number };
}

function OneButton({ button, at }: OneButtonProps) {
  const { chat, doings } = usePhone();
  const copy = useCopy();
  const look = { className: styles.button, 'data-style': button.style };
  const address = button.action === 'url' ? safeAddress(button.url) : undefined;

  if (address) {
    return (
      <a {...look} href={address} target="_blank" rel="noreferrer" title={button.url}>
        {button.text}
        <span className={styles.corner}>
          <OutIcon size={12} />
        </span>
      </a>
    );
  }
  if (button.action === 'copy') {
    return (
      <button {...look} type="button" onClick={() => void copy(button.copyText ?? '')}>
        {button.text}
        <span className={styles.corner}>
          <PagesIcon size={12} />
        </span>
      </button>
    );
  }
  const spins = chat.spinners.some(
    ({ messageId, row, column }) =>
      messageId === at.messageId && row === at.row && column === at.column,
  );
  return (
    <button
      {...look}
      type="button"
      aria-busy={spins}
      disabled={button.action !== 'callback'}
      onClick={() => void doings.press(at)}
    >
      {button.text}
      {spins && <span className={styles.spinner} aria-hidden="true" />}
    </button>
  );
}

function useCopy(): (text: string) => Promise<void> {
  const t = useSandboxWords();
  const { tell } = usePhone();
  return async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      tell(t('code_copied'));
    } catch {
      // No permission, or no clipboard at all outside https and localhost.
      tell(t('copy_refused', { text }));
    }
  };
}
