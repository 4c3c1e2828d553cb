/** Where a message for Telegram is written: an ordinary field, its marks beside it and on the buttons, files below. */
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconItalic,
  IconLink,
  IconPaperclip,
  IconStrikethrough,
  IconUnderline,
  IconUserPlus,
} from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { fileLimits } from '../../../contract/files.ts';
import { formattedLimits, type MarkType, mark } from '../../../contract/formatted-text.ts';
import { namePlaceholder } from '../../../contract/placeholders.ts';
import { Attached } from '../../ui/conversation/Attached.tsx';
import styles from './FormattedField.module.css';
import {
  edited,
  isMarked,
  linkAt,
  type Selected,
  withMark,
  withoutMark,
  wordsIn,
} from './marks.ts';
import { useMessagesWords } from './messages-words.ts';
import type { Written } from './use-written.ts';

const buttons = [
  { type: 'bold', icon: IconBold, key: 'b' },
  { type: 'italic', icon: IconItalic, key: 'i' },
  { type: 'underline', icon: IconUnderline, key: 'u' },
  { type: 'strikethrough', icon: IconStrikethrough, key: undefined },
  { type: 'code', icon: IconCode, key: undefined },
  { type: 'blockquote', icon: IconBlockquote, key: undefined },
] as const;

const look = { variant: 'subtle', color: 'gray', size: 40 } as const;

interface FormattedFieldProps {
  written: Written;
  /** What the server says of the text, if it has refused it. */
  refused?: string | undefined;
  send?: () => void;
}

export function FormattedField({ written, refused, send }: FormattedFieldProps) {
  const t = useMessagesWords();
  const { content, change, uploads, problem, length } = written;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [selected, select] = useState<Selected>({ start: 0, end: 0 });
  const [linking, link] = useState(false);
  const range = wordsIn(content.text, selected);
  const bad = refused ?? (problem && t(`problem_${problem}`, { name: namePlaceholder }));

  function toggle(type: MarkType): void {
    const off = isMarked(content, type, range);
    change(off ? withoutMark(content, range, type) : withMark(content, range, { type }));
    goBack(selected);
  }

  function goBack({ start, end }: Selected): void {
    const here = field.current;
    // Once the field shows what it holds now.
    requestAnimationFrame(() => {
      here?.focus();
      here?.setSelectionRange(start, end);
    });
  }

  function putName(): void {
    const { start, end } = selected;
    const { text } = content;
    change(edited(content, text.slice(0, start) + namePlaceholder + text.slice(end)));
    const caret = start + namePlaceholder.length;
    select({ start: caret, end: caret });
    goBack({ start: caret, end: caret });
  }

  function press(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const pressed = buttons.find(({ key }) => key === event.key.toLowerCase());
    if (pressed) toggle(pressed.type);
    else if (event.key.toLowerCase() === 'k') link(range.start < range.end);
    else if (event.key === 'Enter' && written.ready) send?.();
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.field} data-bad={bad !== undefined}>
      <div className={styles.tools} role="toolbar" aria-label={t('formatting')}>
        {buttons.map(({ type, icon: Icon, key }) => (
          <ActionIcon
            key={type}
            {...look}
            c={isMarked(content, type, range) ? undefined : 'dimmed'}
            aria-pressed={isMarked(content, type, range)}
            aria-label={t(`mark_${type}`)}
            title={key ? `${t(`mark_${type}`)} (Ctrl+${key.toUpperCase()})` : t(`mark_${type}`)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => toggle(type)}
          >
            <Icon size={20} />
          </ActionIcon>
        ))}
        <Popover
          opened={linking}
          onChange={link}
          trapFocus
          withinPortal
          position="bottom"
          width={300}
        >
          <Popover.Target>
            <ActionIcon
              {...look}
              c={linkAt(content, range) ? undefined : 'dimmed'}
              aria-pressed={linkAt(content, range) !== undefined}
              aria-label={t('mark_text_link')}
              title={`${t('mark_text_link')} (Ctrl+K)`}
              disabled={range.start === range.end}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => link(!linking)}
            >
              <IconLink size={20} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <LinkForm
              before={linkAt(content, range)}
              done={(url) => {
                const type = 'text_link';
                change(
                  url ? withMark(content, range, { type, url }) : withoutMark(content, range, type),
                );
                link(false);
                goBack(selected);
              }}
            />
          </Popover.Dropdown>
        </Popover>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          h={40}
          leftSection={<IconUserPlus size={18} aria-hidden="true" />}
          onMouseDown={(event) => event.preventDefault()}
          onClick={putName}
        >
          {t('put_name')}
        </Button>
      </div>
      <textarea
        ref={field}
        className={styles.text}
        rows={7}
        aria-label={t('text')}
        aria-invalid={bad !== undefined}
        aria-describedby="message-problem"
        placeholder={t('text_hint', { name: namePlaceholder })}
        value={content.text}
        onChange={(event) => {
          change(edited(content, event.currentTarget.value));
          select(selectionOf(event.currentTarget));
        }}
        onSelect={(event) => select(selectionOf(event.currentTarget))}
        onKeyDown={press}
        onPaste={(event) => {
          const { files } = event.clipboardData;
          if (files.length === 0) return;
          event.preventDefault();
          uploads.add(files);
        }}
      />
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
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPaperclip size={18} aria-hidden="true" />}
          onClick={() => picker.current?.click()}
        >
          {t('attach')}
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t('attach')}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            // The same file may be chosen again.
            event.currentTarget.value = '';
            uploads.add(files);
          }}
        />
        {length > formattedLimits.text * 0.75 && (
          <span className={styles.count} data-over={problem === 'too_long'}>
            {length} / {formattedLimits.text}
          </span>
        )}
      </div>
      <p className={styles.problem} id="message-problem" role={bad && 'alert'}>
        {bad}
      </p>
    </div>
  );
}

function selectionOf({ selectionStart, selectionEnd }: HTMLTextAreaElement): Selected {
  return { start: selectionStart, end: selectionEnd };
}

function LinkForm({ before, done }: { before: string | undefined; done(url?: string): void }) {
  const t = useMessagesWords();
  const [given, give] = useState(before ?? '');
  const [bad, say] = useState(false);
  return (
    <form
      className={styles.link}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        const url = /^[a-z]+:/i.test(given.trim()) ? given.trim() : `https://${given.trim()}`;
        const good = mark.safeParse({ type: 'text_link', offset: 0, length: 1, url }).success;
        if (good && given.trim().length > 3) done(url);
        else say(true);
      }}
    >
      <TextInput
        label={t('link_address')}
        placeholder="https://example.com"
        inputMode="url"
        data-autofocus
        value={given}
        error={bad && t('link_bad')}
        onChange={(event) => give(event.currentTarget.value)}
      />
      <div className={styles.linkEnd}>
        {before !== undefined && (
          <Button variant="default" onClick={() => done()}>
            {t('link_remove')}
          </Button>
        )}
        <Button type="submit">{t('link_put')}</Button>
      </div>
    </form>
  );
}
