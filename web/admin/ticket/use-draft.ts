/** The text that is being written, kept on the server from key to key. */
import { useEffect, useState } from 'react';
import { saveDraft } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { type Draft, makeDraftKeeper } from './draft-keeper.ts';
import { showChanged, type Ticket } from './use-ticket.ts';

export function useDraft(ticket: Ticket) {
  const { id, number } = ticket;
  const [draft, setDraft] = useState<Draft>(ticket.draft ?? { kind: 'message', text: '' });
  const [keeper] = useState(() =>
    makeDraftKeeper({
      save: async (body) => {
        await call(saveDraft, { params: { ticketId: id }, body });
        showChanged(String(number), { draft: body.text ? body : undefined });
      },
    }),
  );
  useEffect(() => {
    const flush = () => void keeper.flush();
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [keeper]);
  return {
    draft,
    write(part: Partial<Draft>) {
      const next = { ...draft, ...part };
      setDraft(next);
      // A text beyond the limit is not sent, and so not kept either.
      if ([...next.text].length <= 10_000) keeper.changed(next);
    },
    /** It has been sent; `rest` is what came behind it. */
    clear(rest: string) {
      const next = { ...draft, text: rest };
      setDraft(next);
      keeper.changed(next);
      void keeper.flush();
    },
  };
}
