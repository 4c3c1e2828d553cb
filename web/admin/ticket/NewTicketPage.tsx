/** Opens a ticket for a client: who, what about, and the first message. */
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { type Priority, priorities } from '../../../contract/settings.ts';
import { openTicket } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { queryClient } from '../../lib/queries.ts';
import { makeAttemptKey } from '../../ui/conversation/attempt-key.ts';
import { MessageComposer } from '../../ui/conversation/MessageComposer.tsx';
import { useUpload } from '../../ui/conversation/use-upload.ts';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { usePriorityWord } from '../../ui/PriorityMark.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useColleagues } from '../queue/desk-lists.ts';
import { ClientPicker } from './ClientPicker.tsx';
import { TagsChoice } from './Fields.tsx';
import styles from './NewTicketPage.module.css';
import { useTicketWords } from './ticket-words.ts';
import type { Ticket } from './use-ticket.ts';

export function NewTicketPage() {
  const t = useTicketWords();
  const go = useNavigate();
  const sayPriority = usePriorityWord();
  const colleagues = useColleagues() ?? [];
  const uploads = useUpload();
  const [address] = useSearchParams();
  const [clientId, chooseClient] = useState(address.get('clientId') ?? undefined);
  const [subject, writeSubject] = useState('');
  const [text, write] = useState('');
  const [priority, setPriority] = useState<Priority>('normal');
  const [assigneeId, setAssignee] = useState('');
  const [tags, setTags] = useState<Ticket['tags']>([]);
  const [tried, tryIt] = useState(false);
  const [keys] = useState(() => makeAttemptKey());

  const opening = useMutation({
    mutationFn: (client: string) => {
      const body = {
        clientId: client,
        subject,
        text,
        fileIds: uploads.fileIds,
        priority,
        assigneeId: assigneeId || null,
        tagIds: tags.map(({ id }) => id),
      };
      return call(openTicket, { body }, { idempotencyKey: keys.for(body) });
    },
    onSuccess({ number }) {
      keys.done();
      toast({ text: t('new_opened', { number }) });
      void queryClient.invalidateQueries({ queryKey: adminKey('queue') });
      void queryClient.invalidateQueries({ queryKey: adminKey('counts') });
      void go(`/admin/tickets/${number}`, { replace: true });
    },
  });
  const length = [...subject.trim()].length;
  const subjectFits = length >= 3 && length <= 200;

  function open() {
    tryIt(true);
    if (clientId && subjectFits) opening.mutate(clientId);
  }

  return (
    <div className={styles.page}>
      <PageHead
        title={t('new_title')}
        sub={t('new_sub')}
        back={{ to: '/admin/tickets', label: t('back') }}
      />
      <div className={styles.form}>
        <ClientPicker
          clientId={clientId}
          choose={chooseClient}
          problem={tried && !clientId ? t('new_client_required') : undefined}
        />
        <TextInput
          size="md"
          label={t('subject')}
          maxLength={240}
          value={subject}
          onChange={(event) => writeSubject(event.currentTarget.value)}
          error={(tried || length > 200) && !subjectFits ? t('new_subject_required') : undefined}
        />
        <div>
          <span className={styles.label} aria-hidden="true">
            {t('new_text')}
          </span>
          <MessageComposer
            text={text}
            write={write}
            uploads={uploads}
            label={t('new_text')}
            placeholder={t('new_text_placeholder')}
            sending={opening.isPending}
            send={open}
            actions={() => null}
          />
        </div>
        <div className={styles.more}>
          <Select
            size="md"
            label={t('priority')}
            allowDeselect={false}
            data={priorities.toReversed().map((value) => ({ value, label: sayPriority(value) }))}
            value={priority}
            onChange={(value) => setPriority(value ?? 'normal')}
          />
          <Select
            size="md"
            searchable
            label={t('assignee')}
            allowDeselect={false}
            data={[
              { value: '', label: t('nobody') },
              ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={assigneeId}
            onChange={(value) => setAssignee(value ?? '')}
          />
          <div className={styles.wide}>
            <TagsChoice value={tags} choose={setTags} />
          </div>
        </div>
        {opening.error && <Failure error={opening.error} />}
        <Button
          className={styles.open}
          size="md"
          loading={opening.isPending}
          disabled={text.trim() === '' || uploads.busy}
          onClick={open}
        >
          {t('new_open')}
        </Button>
      </div>
    </div>
  );
}
