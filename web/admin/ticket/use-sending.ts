/** Sends an answer so that it arrives once, however often one has to try. */
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Body } from '../../../contract/endpoint.ts';
import { answerTicket } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { makeAttemptKey } from '../../ui/conversation/attempt-key.ts';
import { refreshTicket, type Ticket } from './use-ticket.ts';

export type Answer = Omit<Body<typeof answerTicket>, 'seen'>;

interface SendingTools {
  ticket: Ticket;
  /** The last position on the screen. */
  seen: number | undefined;
  sent(answer: Answer): void;
}

export function useSending({ ticket, seen, sent }: SendingTools) {
  const [keys] = useState(() => makeAttemptKey());
  // The same words are sent again with the same `seen`: otherwise it would be another request.
  const last = useRef<{ key: string; seen: number | undefined }>(undefined);
  const sending = useMutation({
    mutationFn: ({ answer, anyway }: { answer: Answer; anyway: boolean }) => {
      const key = keys.for({ answer, anyway });
      if (last.current?.key !== key) last.current = { key, seen: anyway ? undefined : seen };
      const body = { ...answer, seen: last.current.seen };
      return call(answerTicket, { params: { ticketId: ticket.id }, body }, { idempotencyKey: key });
    },
    onSuccess(_, { answer }) {
      keys.done();
      sent(answer);
    },
    onError(error) {
      // Refused is not sent: the next attempt is another one, with what has been seen by then.
      if (refusedWith(error, 'ticket.newer_messages')) keys.done();
    },
    onSettled: () => refreshTicket(String(ticket.number)),
  });
  const newer = refusedWith(sending.error, 'ticket.newer_messages');
  return {
    send: (answer: Answer) => sending.mutate({ answer, anyway: false }),
    /** Set when somebody has written meanwhile and the answer was held back. */
    sendAnyway:
      newer && sending.variables
        ? (answer: Answer) => sending.mutate({ answer, anyway: true })
        : undefined,
    held: newer ? sending.variables?.answer : undefined,
    pending: sending.isPending,
    error: newer ? undefined : sending.error,
    /** Once more: what has not been changed meanwhile, and has arrived after all, is not sent twice. */
    retry(answer: Answer) {
      const { answer: tried, anyway = false } = sending.variables ?? {};
      sending.mutate({ answer: { ...answer, status: tried?.status }, anyway });
    },
    dismiss: sending.reset,
  };
}
