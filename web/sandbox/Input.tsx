/** Where the person writes: text, files, commands; answers and edits. */
import { ActionIcon, Menu } from '@mantine/core';
import { type SyntheticEvent, useRef, useState } from 'react';
import type { ReplyKeyboard } from '../../contract/sandbox-shapes.ts';
import { Summary } from './Bubble.tsx';
import styles from './Input.module.css';
import { ClipIcon, CloseIcon, DownIcon, KeysIcon, SendIcon } from './icons.tsx';
import { inPhone } from './menu.ts';
import { type Quoting, usePhone } from './phone-context.ts';
import { useSandboxWords } from './sandbox-words.ts';

interface InputProps {
  keyboard: ReplyKeyboard | undefined;
  keyboardOpen: boolean;
  turnKeyboard(): void;
}

const icon = { variant: 'subtle', color: 'gray', size: 38, radius: 'xl' } as const;

export function Input({ keyboard, keyboardOpen, turnKeyboard }: InputProps) {
  const t = useSandboxWords();
  const { quoting, quote } = usePhone();
  return (
    <div className={styles.foot}>
      {quoting && (
        <div className={styles.quoting}>
          <span className={styles.quoted}>
            <strong>{t(quoting.kind === 'reply' ? 'replying' : 'editing')}</strong>
            <span className={styles.line}>
              <Summary message={quoting.message} />
            </span>
          </span>
          <ActionIcon {...icon} size={30} aria-label={t('cancel')} onClick={() => quote(undefined)}>
            <CloseIcon size={16} />
          </ActionIcon>
        </div>
      )}
      <div className={styles.bar}>
        <CommandMenu />
        {/* Each answer or edit begins with a fresh input. */}
        <Writing
          key={quoting ? `${quoting.kind}-${quoting.message.id}` : 'new'}
          quoting={quoting}
          placeholder={keyboard?.placeholder}
          keyboardButton={
            keyboard && (
              <ActionIcon
                {...icon}
                size={32}
                aria-label={t(keyboardOpen ? 'keyboard_fold' : 'keyboard_open')}
                onClick={turnKeyboard}
              >
                {keyboardOpen ? <DownIcon size={18} /> : <KeysIcon />}
              </ActionIcon>
            )
          }
        />
      </div>
    </div>
  );
}

interface WritingProps {
  quoting: Quoting | undefined;
  placeholder: string | undefined;
  keyboardButton: React.ReactNode;
}

function Writing({ quoting, placeholder, keyboardButton }: WritingProps) {
  const t = useSandboxWords();
  const { doings, quote } = usePhone();
  const editing = quoting?.kind === 'edit' ? quoting.message : undefined;
  const [text, write] = useState(editing?.text ?? '');
  const form = useRef<HTMLFormElement>(null);

  async function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (text.trim() === '') return;
    write('');
    if (quoting) quote(undefined);
    const done = editing ? doings.edit(editing.id, text) : doings.write(text, quoting?.message.id);
    // What was not sent is not lost, unless something new has been begun.
    if (!(await done)) write((now) => now || text);
  }

  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)}>
      {!editing && <AttachButton />}
      <span className={styles.field}>
        <textarea
          className={styles.text}
          rows={1}
          maxLength={4096}
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to answer or edit
          autoFocus={quoting !== undefined}
          aria-label={t('message')}
          placeholder={placeholder ?? t('message')}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && quoting) quote(undefined);
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            form.current?.requestSubmit();
          }}
        />
        {keyboardButton}
      </span>
      <ActionIcon
        type="submit"
        size={38}
        radius="xl"
        className={styles.send}
        aria-label={t(editing ? 'save' : 'send')}
        data-empty={text.trim() === ''}
      >
        <SendIcon />
      </ActionIcon>
    </form>
  );
}

function AttachButton() {
  const t = useSandboxWords();
  const { open } = usePhone();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActionIcon {...icon} aria-label={t('attach')} onClick={() => picker.current?.click()}>
        <ClipIcon />
      </ActionIcon>
      <input
        ref={picker}
        type="file"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file may be chosen again.
          event.currentTarget.value = '';
          if (file) open({ kind: 'file', file });
        }}
      />
    </>
  );
}

function CommandMenu() {
  const t = useSandboxWords();
  const { chat, doings } = usePhone();
  if (chat.commands.length === 0) return null;
  return (
    <Menu {...inPhone} position="top-start">
      <Menu.Target>
        <ActionIcon {...icon} aria-label={t('commands')}>
          <span className={styles.slash} aria-hidden="true">
            /
          </span>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {chat.commands.map(({ command, description }) => (
          <Menu.Item key={command} onClick={() => void doings.write(`/${command}`)}>
            <strong>/{command}</strong> {description}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
