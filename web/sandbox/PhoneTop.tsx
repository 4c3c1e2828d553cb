/** The head of a phone: whose it is and what the owner can do, and the bar of the chat with the bot. */
import { ActionIcon, Menu } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { Avatar } from './Avatar.tsx';
import { MoreIcon } from './icons.tsx';
import { inPhone } from './menu.ts';
import styles from './PhoneTop.module.css';
import { fullName, readableNumber } from './person.ts';
import { usePhone } from './phone-context.ts';
import { useSandboxWords } from './sandbox-words.ts';

// As long as Telegram shows an action of the bot (Bot API, sendChatAction).
const typingFor = 5000;

export function Owner() {
  const { chat } = usePhone();
  const { phone } = chat;
  const name = fullName(phone);
  return (
    <header className={styles.owner}>
      <Avatar name={name} color={phone.color} size={36} />
      <span className={styles.lines}>
        <h2 className={styles.name}>{name}</h2>
        <span className={styles.small}>
          {readableNumber(phone.phoneNumber)}
          {phone.username && ` · @${phone.username}`} · {phone.languageCode}
        </span>
      </span>
      <OwnerMenu />
    </header>
  );
}

function OwnerMenu() {
  const t = useSandboxWords();
  const { chat, doings, open } = usePhone();
  if (chat.phone.chat === 'deactivated') return null;
  return (
    <Menu {...inPhone} position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          radius="xl"
          aria-label={t('phone_menu')}
        >
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {chat.phone.chat === 'blocked' ? (
          <Menu.Item onClick={() => void doings.unblock()}>{t('unblock')}</Menu.Item>
        ) : (
          <Menu.Item disabled={chat.phone.chat !== 'started'} onClick={() => void doings.block()}>
            {t('block')}
          </Menu.Item>
        )}
        <Menu.Item
          disabled={chat.phone.chat !== 'started'}
          onClick={() => open({ kind: 'tricks' })}
        >
          {t('tricks')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item c="var(--mantine-color-error)" onClick={() => open({ kind: 'delete' })}>
          {t('delete_account')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChatBarProps {
  typing: number;
  typingOver(): void;
}

export function ChatBar({ typing, typingOver }: ChatBarProps) {
  const t = useSandboxWords();
  const { chat, bot } = usePhone();
  const state = chat.phone.chat;
  return (
    <div className={styles.chat}>
      <Avatar name={bot.name} size={38} />
      <span className={styles.lines}>
        <strong className={styles.name}>{bot.name}</strong>
        <span className={styles.small}>
          {typing > 0 ? (
            <Typing key={typing} over={typingOver} />
          ) : (
            t(state === 'started' ? 'bot' : `state_${state}`)
          )}
        </span>
      </span>
    </div>
  );
}

function Typing({ over }: { over(): void }) {
  const t = useSandboxWords();
  useTimeout(over, typingFor, { autoInvoke: true });
  return <span className={styles.typing}>{t('typing')}</span>;
}
