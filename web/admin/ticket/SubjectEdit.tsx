/** The subject, which can be put right in its place; when somebody else was faster, both are shown. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { updateTicket } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { toast } from '../../ui/toasts.tsx';
import styles from './Head.module.css';
import { useTicketWords } from './ticket-words.ts';
import { refreshTicket, showChanged, type Ticket } from './use-ticket.ts';

export function SubjectEdit({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const [editing, edit] = useState(false);
  if (editing) return <Editing ticket={ticket} close={() => edit(false)} />;
  return (
    <div className={styles.subject}>
      <h1 className={styles.heading} title={ticket.subject}>
        {ticket.subject}
      </h1>
      {!ticket.mergedInto && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          size={36}
          aria-label={t('subject_edit')}
          title={t('subject_edit')}
          onClick={() => edit(true)}
        >
          <IconPencil size={18} />
        </ActionIcon>
      )}
    </div>
  );
}

function Editing({ ticket, close }: { ticket: Ticket; close(): void }) {
  const t = useTicketWords();
  const { failure } = useFailureWords();
  const [text, write] = useState(ticket.subject);
  // The version that was on the screen when the editing began, or when the conflict was told.
  const [version, seeVersion] = useState(ticket.version);
  const number = String(ticket.number);
  const saving = useMutation({
    mutationFn: () =>
      call(updateTicket, { params: { ticketId: ticket.id }, body: { subject: text, version } }),
    onSuccess(reply) {
      showChanged(number, { subject: text.trim(), version: reply.version });
      toast({ text: t('subject_changed') });
      close();
    },
    onSettled: () => refreshTicket(number),
  });
  const conflict = refusedWith(saving.error, 'ticket.changed');
  const length = [...text.trim()].length;
  const problem = conflict
    ? t('subject_conflict', { subject: ticket.subject })
    : saving.error
      ? failure(saving.error)
      : undefined;
  // Seen now: saving again is meant.
  if (conflict && !saving.isPending && version !== ticket.version) seeVersion(ticket.version);
  return (
    <form
      className={styles.edit}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === ticket.subject && !conflict) close();
        else saving.mutate();
      }}
    >
      <TextInput
        size="md"
        autoFocus
        aria-label={t('subject')}
        maxLength={240}
        value={text}
        error={problem}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
      />
      <Button
        type="submit"
        size="md"
        loading={saving.isPending}
        disabled={length < 3 || length > 200}
      >
        {t('save')}
      </Button>
      <Button variant="default" size="md" onClick={close}>
        {t('cancel')}
      </Button>
    </form>
  );
}
