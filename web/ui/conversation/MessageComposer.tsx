/** Where a message is written: the text grows with its lines, files come by a button, by dragging and by pasting. */
import { ActionIcon, Button } from '@mantine/core';
import { IconPaperclip, IconSend2 } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, type Ref, useRef, useState } from 'react';
import { fileLimits } from '../../../contract/files.ts';
import { Attached } from './Attached.tsx';
import { useConversationWords } from './conversation-words.ts';
import styles from './MessageComposer.module.css';
import type { Uploads } from './use-upload.ts';

/** As many characters as a message may have. */
export const longestMessage = 10_000;

interface MessageComposerProps {
  text: string;
  write(text: string): void;
  uploads: Uploads;
  /** What the field is, for those who hear the page. */
  label: string;
  placeholder: string;
  /** A note looks different from a message, so that nobody mistakes one for the other. */
  tone?: 'message' | 'note';
  /** The message is on its way. */
  sending: boolean;
  /** Called by Ctrl+Enter, ⌘+Enter and the button, and only when there is something to send. */
  send(): void;
  /** On the button; where there is more to choose, `actions` takes its place. */
  sendLabel?: string;
  /** In place of the button. `ready`: there is something to send. */
  actions?: (ready: boolean) => ReactNode;
  /** Beside the paper clip. */
  tools?: ReactNode;
  /** Above the text: tabs. */
  above?: ReactNode;
  /** Keys that somebody else wants first; true: taken. */
  onKey?: (event: React.KeyboardEvent<HTMLTextAreaElement>) => boolean;
  onFocus?: () => void;
  field?: Ref<HTMLTextAreaElement>;
  autoFocus?: boolean;
}

export function MessageComposer(props: MessageComposerProps) {
  const { text, write, uploads, tone = 'message', sending, send } = props;
  const t = useConversationWords();
  const { dragging, target } = useDrop(uploads.add);
  const length = [...text.trim()].length;
  const ready = length > 0 && length <= longestMessage && !uploads.busy && !sending;
  const label = props.sendLabel ?? t('send');
  return (
    <div className={styles.composer} data-tone={tone} data-rows="3" {...target}>
      {props.above}
      <div className={styles.grow} data-text={text}>
        <textarea
          ref={props.field}
          className={styles.text}
          rows={1}
          // biome-ignore lint/a11y/noAutofocus: only where the person has just asked to write
          autoFocus={props.autoFocus}
          aria-label={props.label}
          aria-invalid={length > longestMessage}
          placeholder={props.placeholder}
          value={text}
          onFocus={props.onFocus}
          onChange={(event) => write(event.currentTarget.value)}
          onPaste={(event) => {
            const { files } = event.clipboardData;
            if (files.length === 0) return;
            event.preventDefault();
            uploads.add(files);
          }}
          onKeyDown={(event) => {
            if (props.onKey?.(event)) return;
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            if (ready) send();
          }}
        />
      </div>
      {(uploads.items.length > 0 || uploads.leftOut > 0) && (
        <div className={styles.attached}>
          <Attached uploads={uploads} />
          {uploads.leftOut > 0 && (
            <p className={styles.problem} role="alert">
              {t('files_left_out', { count: uploads.leftOut, most: fileLimits.inMessage })}
            </p>
          )}
        </div>
      )}
      <div className={styles.foot}>
        <AttachButton add={uploads.add} />
        {props.tools}
        <span className={styles.space} />
        {length > longestMessage * 0.9 && (
          <span className={styles.count} data-over={length > longestMessage} role="status">
            {length} / {longestMessage}
          </span>
        )}
        {props.actions ? (
          props.actions(ready)
        ) : (
          <Button
            leftSection={<IconSend2 size={18} aria-hidden />}
            title={sendKeys(t)}
            loading={sending}
            disabled={!ready && !sending}
            onClick={send}
          >
            {label}
          </Button>
        )}
      </div>
      {dragging && <div className={styles.drop}>{t('files_here')}</div>}
    </div>
  );
}

/** `Ctrl+Enter sends`, as the keyboard at hand has it. */
export function useSendKeys(): string {
  return sendKeys(useConversationWords());
}

function sendKeys(t: ReturnType<typeof useConversationWords>): string {
  return t('send_keys', { key: /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl' });
}

function AttachButton({ add }: Pick<Uploads, 'add'>) {
  const t = useConversationWords();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size={40}
        aria-label={t('attach')}
        title={t('attach')}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip size={20} />
      </ActionIcon>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again.
          event.currentTarget.value = '';
          add(files);
        }}
      />
    </>
  );
}

/** Whether files are held above, and what the element needs to take them. */
function useDrop(add: Uploads['add']) {
  const [dragging, drag] = useState(false);
  const carries = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    dragging,
    target: {
      onDragOver(event: DragEvent) {
        if (!carries(event)) return;
        event.preventDefault();
        drag(true);
      },
      onDragLeave(event: DragEvent<HTMLElement>) {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) drag(false);
      },
      onDrop(event: DragEvent) {
        if (!carries(event)) return;
        event.preventDefault();
        drag(false);
        add(event.dataTransfer.files);
      },
    },
  };
}
