/** One ticket: where it stands, what was said, and where to write on. */
import { Skeleton } from '@mantine/core';
import { useParams } from 'react-router';
import { refusedWith } from '../lib/errors.ts';
import { Conversation } from '../ui/conversation/Conversation.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Answer } from './Answer.tsx';
import { JustSent } from './JustSent.tsx';
import { Missing } from './Missing.tsx';
import { type MyTicket, useMe, useMyEntries, useMyTicket } from './portal-queries.ts';
import { Rating } from './Rating.tsx';
import { TicketHead } from './TicketHead.tsx';
import styles from './TicketPage.module.css';

export function TicketPage() {
  const { number = '' } = useParams();
  const ticket = useMyTicket(number);
  if (refusedWith(ticket.error, 'request.not_found', 'request.invalid')) {
    return (
      <div className={styles.inside}>
        <Missing />
      </div>
    );
  }
  if (ticket.data) return <Ticket key={ticket.data.id} ticket={ticket.data} />;
  return (
    <div className={styles.inside}>
      {ticket.error ? (
        <Failure error={ticket.error} again={() => void ticket.refetch()} />
      ) : (
        <Skeleton height={72} mt="md" />
      )}
    </div>
  );
}

function Ticket({ ticket }: { ticket: MyTicket }) {
  const viewer = useMe();
  const number = String(ticket.number);
  const conversation = useMyEntries(number);
  const failed = Boolean(conversation.error);
  return (
    <>
      <TicketHead ticket={ticket} />
      <div className={styles.conversation}>
        {failed ? (
          <div className={styles.inside}>
            <Failure error={conversation.error} again={conversation.again} />
          </div>
        ) : (
          <Conversation
            entries={conversation.entries}
            earlier={conversation.earlier}
            seenBy="client"
            mine={({ author }) => author.kind === 'client'}
          >
            <JustSent number={ticket.number} />
            {ticket.canRate && <Rating ticket={ticket} />}
          </Conversation>
        )}
      </div>
      {ticket.canAnswer && viewer.data && <Answer number={number} personId={viewer.data.id} />}
    </>
  );
}
