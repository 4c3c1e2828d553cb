/** Status and priority as they stand, each a menu that changes it. */
import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { priorities } from '../../../contract/settings.ts';
import { statuses } from '../../../contract/ticket-shapes.ts';
import { PriorityMark, usePriorityWord } from '../../ui/PriorityMark.tsx';
import { StatusBadge, useStatusWord } from '../../ui/StatusBadge.tsx';
import styles from './Head.module.css';
import { useTicketWords } from './ticket-words.ts';
import { useChanging } from './use-changing.ts';
import type { Ticket } from './use-ticket.ts';

const tick = <IconCheck size={16} aria-hidden />;

export function StatusMenu({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const say = useStatusWord();
  const { setStatus, locked } = useChanging(ticket);
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <button
          type="button"
          className={styles.mark}
          disabled={locked}
          aria-label={t('status_change', { status: say(ticket.status) })}
        >
          <StatusBadge status={ticket.status} />
          {!locked && <IconChevronDown size={16} aria-hidden />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {statuses.map((status) => (
          <Menu.Item
            key={status}
            rightSection={status === ticket.status && tick}
            onClick={() => setStatus(status)}
          >
            <StatusBadge status={status} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function PriorityMenu({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const say = usePriorityWord();
  const { setPriority, locked } = useChanging(ticket);
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <button
          type="button"
          className={styles.mark}
          disabled={locked}
          aria-label={t('priority_change', { priority: say(ticket.priority) })}
        >
          <PriorityMark priority={ticket.priority} worded />
          {!locked && <IconChevronDown size={16} aria-hidden />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {priorities.toReversed().map((priority) => (
          <Menu.Item
            key={priority}
            rightSection={priority === ticket.priority && tick}
            onClick={() => setPriority(priority)}
          >
            <PriorityMark priority={priority} worded />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
