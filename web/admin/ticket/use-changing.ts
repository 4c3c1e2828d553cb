/** Changes of one ticket: shown at once, said in a toast, taken back by it. */
import type { Priority } from '../../../contract/settings.ts';
import type { Status, TicketRow } from '../../../contract/ticket-shapes.ts';
import { usePriorityWord } from '../../ui/PriorityMark.tsx';
import { useStatusWord } from '../../ui/StatusBadge.tsx';
import { type Changes, useChangeTickets } from '../queue/change-tickets.ts';
import { useTicketWords } from './ticket-words.ts';
import { showChanged, type Ticket } from './use-ticket.ts';

export function useChanging(ticket: Ticket) {
  const t = useTicketWords();
  const sayStatus = useStatusWord();
  const sayPriority = usePriorityWord();
  const { change } = useChangeTickets();
  const apply = (changes: Changes, shown: Partial<Ticket>, said: string) => {
    showChanged(String(ticket.number), shown);
    void change([ticket.id], changes, said);
  };
  return {
    /** Merged into another: it stays as it is. */
    locked: ticket.mergedInto !== undefined,
    setStatus(status: Status) {
      if (status === ticket.status) return;
      apply({ status }, { status }, t('said_status', { status: sayStatus(status) }));
    },
    setPriority(priority: Priority) {
      if (priority === ticket.priority) return;
      const said = t('said_priority', { priority: sayPriority(priority) });
      apply({ priority }, { priority }, said);
    },
    setAssignee(assignee: TicketRow['assignee'] | undefined) {
      if (assignee?.id === ticket.assignee?.id) return;
      const said = t('said_assignee', { name: assignee?.name ?? t('nobody') });
      apply({ assigneeId: assignee?.id ?? null }, { assignee }, said);
    },
    setTags(tags: TicketRow['tags']) {
      apply({ tagIds: tags.map(({ id }) => id) }, { tags }, t('said_tags'));
    },
  };
}
