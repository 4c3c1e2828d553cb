/** An empty view: what it means, and what to do next. */
import { Button } from '@mantine/core';
import { IconCircleCheck, IconFilterOff, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Filters, isNarrowed, viewOf } from './filters.ts';
import { useQueueWords } from './queue-words.ts';

export function QueueEmpty({ filters, clear }: { filters: Filters; clear(): void }) {
  const t = useQueueWords();
  if (isNarrowed(filters)) {
    return (
      <EmptyState
        icon={<IconFilterOff size={28} />}
        title={t('empty_narrowed')}
        action={
          <Button variant="default" onClick={clear}>
            {t('filter_clear')}
          </Button>
        }
      />
    );
  }
  const icon = <IconCircleCheck size={28} />;
  switch (viewOf(filters)) {
    case 'unsolved':
      return (
        <EmptyState
          icon={icon}
          title={t('empty_unsolved')}
          action={
            <Button
              component={Link}
              to="/admin/tickets/new"
              leftSection={<IconPlus size={18} aria-hidden />}
            >
              {t('new_ticket')}
            </Button>
          }
        >
          {t('empty_unsolved_text')}
        </EmptyState>
      );
    case 'mine':
      return (
        <EmptyState icon={icon} title={t('empty_mine')}>
          {t('empty_mine_text')}
        </EmptyState>
      );
    case 'overdue':
      return (
        <EmptyState icon={icon} title={t('empty_overdue')}>
          {t('empty_overdue_text')}
        </EmptyState>
      );
    case 'unassigned':
      return <EmptyState icon={icon} title={t('empty_unassigned')} />;
    case 'unanswered':
      return <EmptyState icon={icon} title={t('empty_unanswered')} />;
    default:
      return <EmptyState icon={icon} title={t('empty_title')} />;
  }
}
