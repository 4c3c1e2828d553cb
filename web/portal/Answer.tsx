/** Where the client writes on. What could not be sent stays, and so does what was only begun. */
import { useMutation } from '@tanstack/react-query';
import { answerMyTicket } from '../../contract/my-tickets.ts';
import { call } from '../lib/call.ts';
import { MessageComposer } from '../ui/conversation/MessageComposer.tsx';
import { useUpload } from '../ui/conversation/use-upload.ts';
import { Failure } from '../ui/Failure.tsx';
import { ticketChanged } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';
import styles from './TicketPage.module.css';
import { useDraft } from './use-draft.ts';

export function Answer({ number, personId }: { number: string; personId: string }) {
  const t = usePortalWords();
  const uploads = useUpload();
  const { draft, write, keyFor, sent } = useDraft(personId, number);
  const answer = useMutation({
    mutationFn: (body: { text: string; fileIds: string[] }) =>
      call(
        answerMyTicket,
        { params: { ticketId: number }, body },
        { idempotencyKey: keyFor(body) },
      ),
    onSuccess(_, { text }) {
      sent(text);
      uploads.clear();
    },
    // Also after a failure: what is in doubt may have arrived.
    onSettled: () => ticketChanged(number),
  });
  const send = () => {
    if (!answer.isPending) answer.mutate({ text: draft.text, fileIds: uploads.fileIds });
  };
  return (
    <div className={styles.answer}>
      {answer.error && <Failure error={answer.error} again={send} />}
      <MessageComposer
        text={draft.text}
        write={(text) => write({ text })}
        uploads={uploads}
        label={t('answer')}
        placeholder={t('answer_hint')}
        sending={answer.isPending}
        send={send}
      />
    </div>
  );
}
