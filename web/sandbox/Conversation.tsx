/** The messages of one chat, the newest at the bottom and in sight. */
import { ActionIcon } from '@mantine/core';
import { Fragment, type Ref, useEffect, useRef } from 'react';
import { useLanguage } from '../lib/i18n.ts';
import { Bubble } from './Bubble.tsx';
import styles from './Conversation.module.css';
import { DownIcon } from './icons.tsx';
import { fullName } from './person.ts';
import { usePhone } from './phone-context.ts';
import { useSandboxWords } from './sandbox-words.ts';
import { dayOf } from './when.ts';

interface ConversationProps {
  /** Marks the end: in sight, the newest message is. */
  end: Ref<HTMLDivElement>;
  atEnd: boolean;
  unread: number;
}

export function Conversation({ end, atEnd, unread }: ConversationProps) {
  const t = useSandboxWords();
  const language = useLanguage();
  const { chat, bot } = usePhone();
  const log = useRef<HTMLDivElement>(null);
  const days = chat.messages.map(({ date }) => dayOf(date, language));

  const mine = chat.messages.findLast(({ from }) => from === 'person')?.id;
  // Whoever writes wants to see it, wherever the conversation was scrolled to. It is turned round: 0 is the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message of one's own is the occasion
  useEffect(() => {
    log.current?.scrollTo({ top: 0 });
  }, [mine]);

  return (
    <div className={styles.frame}>
      <div
        ref={log}
        className={styles.log}
        role="log"
        aria-label={t('conversation', { name: fullName(chat.phone), bot: bot.name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div className={styles.messages}>
          {chat.messages.length === 0 && <Empty />}
          {chat.messages.map((message, at) => (
            <Fragment key={message.id}>
              {days[at] !== days[at - 1] && <p className={styles.day}>{days[at]}</p>}
              <Bubble message={message} />
            </Fragment>
          ))}
          <div ref={end} className={styles.end} />
        </div>
      </div>
      {!atEnd && chat.messages.length > 0 && (
        <ActionIcon
          className={styles.down}
          variant="default"
          size={40}
          radius="xl"
          aria-label={t('to_newest')}
          onClick={() => log.current?.scrollTo({ top: 0 })}
        >
          <DownIcon size={20} />
          {unread > 0 && <span className={styles.badge}>{unread}</span>}
        </ActionIcon>
      )}
    </div>
  );
}

function Empty() {
  const t = useSandboxWords();
  const { chat } = usePhone();
  return (
    <div className={styles.empty}>
      <strong>{t('nothing_yet')}</strong>
      {chat.phone.chat === 'never_started' && <span>{t('nothing_yet_text')}</span>}
    </div>
  );
}
