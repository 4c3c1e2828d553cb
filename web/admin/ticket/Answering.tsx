/** The answer or the note that is being written: kept, sent once, and held back when somebody was faster. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconSend2 } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Status } from '../../../contract/ticket-shapes.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { MessageComposer, useSendKeys } from '../../ui/conversation/MessageComposer.tsx';
import { useUpload } from '../../ui/conversation/use-upload.ts';
import { useViewer } from '../frame/viewer.ts';
import { CannedPicker } from './CannedPicker.tsx';
import type { Draft } from './draft-keeper.ts';
import styles from './Talk.module.css';
import { useTicketWords } from './ticket-words.ts';
import { useChanging } from './use-changing.ts';
import { useDraft } from './use-draft.ts';
import { usePresence } from './use-presence.ts';
import { type Answer, useSending } from './use-sending.ts';
import type { Ticket } from './use-ticket.ts';

const kinds = [
  { kind: 'message', name: 'answer' },
  { kind: 'note', name: 'note' },
] as const satisfies { kind: Draft['kind']; name: string }[];

export function Answering({ ticket, seen }: { ticket: Ticket; seen: number | undefined }) {
  const t = useTicketWords();
  const { failure } = useFailureWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const uploads = useUpload();
  const { draft, write, clear } = useDraft(ticket);
  const [picking, pick] = useState(false);
  // The sign that opened the list is a sign again when nothing is chosen.
  const sign = useRef('');
  const { setStatus } = useChanging(ticket);
  const sending = useSending({
    ticket,
    seen,
    sent({ text }) {
      // What has been typed meanwhile is the beginning of the next one.
      if (draft.text.startsWith(text)) clear(draft.text.slice(text.length));
      uploads.clear();
      field.current?.focus();
    },
  });
  usePresence(ticket.id, draft.text.trim() ? 'answering' : 'reading');
  useKeys({ ticket, begin, pick: () => pick(true) });
  const shut = ticket.status === 'closed' && draft.kind === 'message';

  function begin(kind: Draft['kind']) {
    write({ kind });
    field.current?.focus();
  }

  function answer(status?: Status): Answer {
    return { kind: draft.kind, text: draft.text, fileIds: uploads.fileIds, status };
  }

  function insert(text: string) {
    const before = draft.text.slice(0, field.current?.selectionStart ?? draft.text.length);
    const after = draft.text.slice(before.length);
    write({ text: before + text + after });
    field.current?.focus();
  }

  return (
    <div className={styles.answering}>
      {sending.sendAnyway && (
        <div className={styles.banner} role="alert">
          <span className={styles.bannerText}>{t('newer')}</span>
          <Button variant="default" onClick={sending.dismiss}>
            {t('newer_look')}
          </Button>
          <Button
            onClick={() => sending.sendAnyway?.(answer(sending.held?.status))}
            loading={sending.pending}
          >
            {t('newer_anyway')}
          </Button>
        </div>
      )}
      {sending.error && (
        <div className={styles.banner} data-tone="bad" role="alert">
          <span className={styles.bannerText}>
            {t('send_failed')} {failure(sending.error)}
          </span>
          <Button
            variant="default"
            onClick={() => sending.retry(answer())}
            loading={sending.pending}
          >
            {t('send_again')}
          </Button>
        </div>
      )}
      {shut && (
        <div className={styles.banner}>
          <span className={styles.bannerText}>{t('closed')}</span>
          <Button variant="default" onClick={() => setStatus('open')}>
            {t('reopen')}
          </Button>
        </div>
      )}
      <MessageComposer
        text={draft.text}
        write={(text) => write({ text })}
        uploads={uploads}
        field={field}
        tone={draft.kind}
        label={t(draft.kind === 'note' ? 'note_label' : 'answer_label')}
        placeholder={t(draft.kind === 'note' ? 'note_placeholder' : 'answer_placeholder')}
        sending={sending.pending}
        send={() => !shut && sending.send(answer())}
        onKey={(event) => {
          const start = event.currentTarget.selectionStart;
          const lineBegins = start === 0 || draft.text[start - 1] === '\n';
          if (event.key !== '#' || !lineBegins || draft.kind === 'note') return false;
          event.preventDefault();
          sign.current = '#';
          pick(true);
          return true;
        }}
        above={
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this row
          <div className={styles.tabs} role="group" aria-label={t('answer_label')}>
            {kinds.map(({ kind, name }) => (
              <button
                key={kind}
                type="button"
                className={styles.tab}
                data-kind={kind}
                aria-pressed={draft.kind === kind}
                onClick={() => begin(kind)}
              >
                {t(name)}
              </button>
            ))}
          </div>
        }
        tools={
          <CannedPicker
            ticketId={ticket.id}
            opened={picking}
            open={pick}
            insert={(text) => {
              sign.current = '';
              insert(text);
            }}
            leave={() => {
              insert(sign.current);
              sign.current = '';
            }}
          />
        }
        actions={(ready) => (
          <SendButtons
            note={draft.kind === 'note'}
            ready={ready && !shut}
            pending={sending.pending}
            send={(status) => sending.send(answer(status))}
          />
        )}
      />
    </div>
  );
}

interface SendButtonsProps {
  note: boolean;
  ready: boolean;
  pending: boolean;
  send(status?: Status): void;
}

function SendButtons({ note, ready, pending, send }: SendButtonsProps) {
  const t = useTicketWords();
  const keys = useSendKeys();
  if (note) {
    return (
      <Button
        className={styles.noteButton}
        title={keys}
        loading={pending}
        disabled={!ready && !pending}
        onClick={() => send()}
      >
        {t('send_note')}
      </Button>
    );
  }
  return (
    <Button.Group>
      <Button
        leftSection={<IconSend2 size={18} aria-hidden />}
        title={keys}
        loading={pending}
        disabled={!ready && !pending}
        onClick={() => send()}
      >
        {t('send')}
      </Button>
      <Menu position="top-end" shadow="md">
        <Menu.Target>
          <Button px={10} aria-label={t('send_more')} title={t('send_more')} disabled={!ready}>
            <IconChevronDown size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => send('waiting')}>{t('send_waiting')}</Menu.Item>
          <Menu.Item onClick={() => send('resolved')}>{t('send_resolved')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}

interface KeysProps {
  ticket: Ticket;
  begin(kind: Draft['kind']): void;
  pick(): void;
}

function useKeys({ ticket, begin, pick }: KeysProps): void {
  const t = useTicketWords();
  const viewer = useViewer();
  const { setStatus, setAssignee } = useChanging(ticket);
  useShortcuts([
    { keys: 'r', does: t('key_answer'), run: () => begin('message') },
    { keys: 'n', does: t('key_note'), run: () => begin('note') },
    { keys: '#', does: t('key_canned'), run: pick },
    { keys: 'e', does: t('key_resolve'), run: () => setStatus('resolved') },
    {
      keys: 'a',
      does: t('key_mine'),
      run: () => setAssignee({ id: viewer.id, name: viewer.name }),
    },
  ]);
}
