/** One message of the conversation. */
import { ActionIcon } from '@mantine/core';
import type { SandboxMessage } from '../../contract/sandbox-shapes.ts';
import { useLanguage } from '../lib/i18n.ts';
import { Attachments } from './Attachments.tsx';
import styles from './Bubble.module.css';
import { answered } from './chat.ts';
import { InlineKeyboard } from './InlineKeyboard.tsx';
import { PenIcon, ReplyIcon } from './icons.tsx';
import { fullName } from './person.ts';
import { usePhone } from './phone-context.ts';
import { RichText } from './RichText.tsx';
import { useSandboxWords } from './sandbox-words.ts';
import { timeOf } from './when.ts';

export function Bubble({ message }: { message: SandboxMessage }) {
  const t = useSandboxWords();
  const language = useLanguage();
  const { chat, bot } = usePhone();
  const time = timeOf(message.date, language);
  const label =
    message.from === 'bot'
      ? t('by_bot', { bot: bot.name, time })
      : t('by_person', { name: fullName(chat.phone), time });
  return (
    <article className={styles.row} data-from={message.from} aria-label={label}>
      <div className={styles.column}>
        <div className={styles.bubble}>
          {message.replyTo !== undefined && <Quoted id={message.replyTo} />}
          <Attachments message={message} />
          {message.text && (
            <div className={styles.text}>
              <RichText text={message.text} entities={message.entities} />
            </div>
          )}
          <span className={styles.foot}>
            {message.editedAt && <span>{t('edited')}</span>}
            <time dateTime={message.date}>{time}</time>
            {message.from === 'person' && <Ticks message={message} />}
          </span>
        </div>
        {message.reactions.length > 0 && (
          <ul className={styles.reactions} aria-label={t('reactions')}>
            {message.reactions.map((emoji) => (
              <li key={emoji} className={styles.reaction}>
                {emoji}
              </li>
            ))}
          </ul>
        )}
        <InlineKeyboard message={message} />
      </div>
      <Actions message={message} />
    </article>
  );
}

/** The message that is answered, in one line. */
function Quoted({ id }: { id: number }) {
  const { chat, bot } = usePhone();
  const original = chat.messages.find((message) => message.id === id);
  return (
    <div className={styles.quoted}>
      {original && <strong>{original.from === 'bot' ? bot.name : fullName(chat.phone)}</strong>}
      <span className={styles.line}>
        <Summary message={original} />
      </span>
    </div>
  );
}

/** What a message is about, without formatting. */
export function Summary({ message }: { message: SandboxMessage | undefined }) {
  const t = useSandboxWords();
  if (!message) return t('message_gone');
  if (message.text) return message.text;
  if (message.photo) return t('photo');
  if (message.contact) return t('contact_card');
  return message.document?.name ?? t('document');
}

/** One tick: Telegram has it. Two: the bot has written since. */
function Ticks({ message }: { message: SandboxMessage }) {
  const t = useSandboxWords();
  const { chat } = usePhone();
  const twice = answered(chat.messages, message);
  return (
    <svg
      className={styles.ticks}
      viewBox="0 0 20 12"
      width="17"
      height="11"
      role="img"
      aria-label={t(twice ? 'was_answered' : 'sent')}
    >
      <path d="m2 6.5 3.5 3.5L12.5 2.5" />
      {twice && <path d="m8.5 9 1 1L17 2.5" />}
    </svg>
  );
}

function Actions({ message }: { message: SandboxMessage }) {
  const t = useSandboxWords();
  const { chat, quote } = usePhone();
  if (chat.phone.chat !== 'started') return null;
  const editable = message.from === 'person' && message.text !== undefined && !message.document;
  const look = { variant: 'subtle', color: 'gray', size: 28, radius: 'xl' } as const;
  return (
    <div className={styles.actions}>
      <ActionIcon
        {...look}
        aria-label={t('reply')}
        title={t('reply')}
        onClick={() => quote({ kind: 'reply', message })}
      >
        <ReplyIcon size={16} />
      </ActionIcon>
      {editable && !message.photo && (
        <ActionIcon
          {...look}
          aria-label={t('edit')}
          title={t('edit')}
          onClick={() => quote({ kind: 'edit', message })}
        >
          <PenIcon size={16} />
        </ActionIcon>
      )}
    </div>
  );
}
