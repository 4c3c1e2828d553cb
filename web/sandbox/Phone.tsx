/** One phone with its owner: a chat with the bot, as a messenger shows it. */
import { useDocumentVisibility, useIntersection } from '@mantine/hooks';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { SandboxPhone, SandboxState } from '../../contract/sandbox-shapes.ts';
import { Failure } from '../ui/Failure.tsx';
import { Composer } from './Composer.tsx';
import { Conversation } from './Conversation.tsx';
import { useDoings } from './doings.ts';
import styles from './Phone.module.css';
import { ChatBar, Owner } from './PhoneTop.tsx';
import type { Passing } from './passing.ts';
import { fullName } from './person.ts';
import { PhoneContext, type Quoting, type Sheet } from './phone-context.ts';
import { Answer, OpenSheet } from './Sheets.tsx';
import { useChat } from './sandbox-queries.ts';
import { type Note, Toasts } from './Toast.tsx';
import { newest, unread } from './unread.ts';

interface PhoneProps {
  phone: SandboxPhone;
  bot: SandboxState['bot'];
  /** The one that a narrow screen shows. */
  chosen: boolean;
  passing: Passing;
  pass(change: 'typing_over' | 'answer_seen'): void;
  seen: number | undefined;
  look(upTo: { newest: number; looking: boolean }): void;
  link: { parameter: string } | undefined;
  linkDone(): void;
}

export function Phone(props: PhoneProps) {
  const { phone, chosen } = props;
  const { data: chat, error, refetch } = useChat(phone.id);
  return (
    <section
      className={styles.phone}
      data-chosen={chosen}
      data-phone={phone.id}
      aria-label={fullName(phone)}
    >
      {chat ? (
        <Working {...props} chat={chat} />
      ) : (
        <div className={styles.body}>
          {error && (
            <div className={styles.failure}>
              <Failure error={error} again={() => void refetch()} />
            </div>
          )}
        </div>
      )}
    </section>
  );
}

type WorkingProps = PhoneProps & { chat: NonNullable<ReturnType<typeof useChat>['data']> };

function Working({ phone, bot, chat, passing, pass, seen, look, link, linkDone }: WorkingProps) {
  const [sheet, open] = useState<Sheet>();
  const [quoting, quote] = useState<Quoting>();
  const { note, tell, forget } = useNote();
  const doings = useDoings(phone.id, tell);
  const { ref: end, entry } = useIntersection();
  const visible = useDocumentVisibility() === 'visible';
  const atEnd = entry?.isIntersecting ?? true;

  const last = newest(chat.messages);
  const looking = visible && (entry?.isIntersecting ?? false);
  const looked = useEffectEvent(look);
  useEffect(() => looked({ newest: last, looking }), [last, looking]);

  const things = useMemo(
    () => ({ chat, bot, doings, quoting, quote, open, tell }),
    [chat, bot, doings, quoting, tell],
  );
  const { answer } = passing;
  const asks = answer !== undefined && (answer.alert || answer.url !== undefined);
  const toast = answer && !asks ? { id: answer.queryId, text: answer.text } : note;

  return (
    <PhoneContext value={things}>
      <Owner />
      <div className={styles.body}>
        <div className={styles.screen} inert={sheet !== undefined || asks}>
          <ChatBar typing={passing.typing} typingOver={() => pass('typing_over')} />
          <Conversation end={end} atEnd={atEnd} unread={unread(chat.messages, seen)} />
          <Composer link={link} linkDone={linkDone} />
        </div>
        <Toasts note={toast} gone={() => (toast === note ? forget() : pass('answer_seen'))} />
        {sheet && <OpenSheet sheet={sheet} close={() => open(undefined)} />}
        {answer && asks && <Answer answer={answer} close={() => pass('answer_seen')} />}
      </div>
    </PhoneContext>
  );
}

function useNote() {
  const [note, setNote] = useState<Note>();
  const count = useRef(0);
  const tell = useMemo(
    () => (text: string) => {
      count.current += 1;
      setNote({ id: `note-${count.current}`, text });
    },
    [],
  );
  return { note, tell, forget: () => setNote(undefined) };
}
