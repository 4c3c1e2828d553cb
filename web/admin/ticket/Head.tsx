/** The top of a ticket: the number to say, the subject, and where it stands. */
import { ActionIcon, Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconChevronLeft, IconInfoCircle } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { DueMark } from '../queue/DueMark.tsx';
import styles from './Head.module.css';
import { PriorityMenu, StatusMenu } from './Menus.tsx';
import { SubjectEdit } from './SubjectEdit.tsx';
import { useTicketWords } from './ticket-words.ts';
import type { Ticket } from './use-ticket.ts';

interface HeadProps {
  ticket: Ticket;
  /** Where the details do not fit beside. */
  showDetails?: (() => void) | undefined;
}

export function Head({ ticket, showDetails }: HeadProps) {
  const t = useTicketWords();
  const go = useNavigate();
  const from = (useLocation().state as { from?: string } | null)?.from;
  const { copy, copied } = useClipboard({ timeout: 1500 });
  // From the list it is a step back, and the list is found where it was left.
  const back = () => (from === 'queue' ? go(-1) : go('/admin/tickets'));
  useShortcuts([{ keys: 'u', does: t('key_back'), run: () => void back() }]);
  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <ActionIcon
          component={Link}
          to="/admin/tickets"
          variant="subtle"
          color="gray"
          c="dimmed"
          size={40}
          aria-label={t('back')}
          onClick={(event) => {
            if (from !== 'queue' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            void back();
          }}
        >
          <IconChevronLeft size={22} />
        </ActionIcon>
        <button
          type="button"
          className={styles.number}
          title={t('copy_number')}
          onClick={() => copy(String(ticket.number))}
        >
          {t('number', { number: ticket.number })}
          <span role="status">{copied && ` · ${t('copied')}`}</span>
        </button>
        <span className={styles.space} />
        <span className={styles.due}>
          <DueMark ticket={ticket} />
        </span>
        {showDetails && (
          <Button
            variant="default"
            flex="none"
            leftSection={<IconInfoCircle size={18} aria-hidden />}
            onClick={showDetails}
          >
            {t('details')}
          </Button>
        )}
      </div>
      <SubjectEdit ticket={ticket} />
      <div className={styles.marks}>
        <StatusMenu ticket={ticket} />
        <PriorityMenu ticket={ticket} />
      </div>
    </header>
  );
}
