/** The views in one row, with how many tickets wait in each. */
import { CountTabs } from '../../ui/CountTabs.tsx';
import { useCounts } from '../frame/TicketCount.tsx';
import { type Filters, type ViewName, viewOf, views } from './filters.ts';
import { useQueueWords } from './queue-words.ts';

interface ViewTabsProps {
  filters: Filters;
  addressOf(view: ViewName): string;
}

export function ViewTabs({ filters, addressOf }: ViewTabsProps) {
  const t = useQueueWords();
  const counts: Partial<Record<ViewName, number>> = useCounts().data ?? {};
  const tabs = (Object.keys(views) as ViewName[]).map((view) => ({
    key: view,
    text: t(`view_${view}`),
    search: addressOf(view),
    count: counts[view],
    tone: view === 'overdue' ? ('bad' as const) : undefined,
  }));
  return <CountTabs label={t('views')} tabs={tabs} here={viewOf(filters)} />;
}
