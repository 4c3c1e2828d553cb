/** Everything that is sent in Telegram: by how it stands, found by person, ticket or invoice. */
import { Anchor, Stack } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { deliveryTabs } from '../../../contract/deliveries.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { exactly } from '../../lib/when.ts';
import { Callout } from '../../ui/Callout.tsx';
import { type CountTab, CountTabs } from '../../ui/CountTabs.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { DeliveryFilterBar } from './DeliveryFilterBar.tsx';
import { DeliveryRows, DeliverySkeletons } from './DeliveryRows.tsx';
import { useDeliveries, useDeliveryCounts } from './deliveries-queries.ts';
import { useDeliveriesWords } from './deliveries-words.ts';
import {
  type DeliveryFilters,
  readDeliveryFilters,
  writeDeliveryFilters,
} from './delivery-filters.ts';

export function DeliveriesPage() {
  const t = useDeliveriesWords();
  const [address, setAddress] = useSearchParams();
  const filters = readDeliveryFilters(address);
  const set = (next: DeliveryFilters) => setAddress(writeDeliveryFilters(next), { replace: true });
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Stack gap="md">
        <Held />
        <Tabs filters={filters} />
        <DeliveryFilterBar filters={filters} set={set} />
        <List filters={filters} />
      </Stack>
    </>
  );
}

function Held() {
  const t = useDeliveriesWords();
  const language = useLanguage();
  const timeZone = useTimeZone();
  const held = useDeliveryCounts().data?.held;
  if (!held) return null;
  return (
    <Callout tone="bad">
      {t('held', { until: exactly(held.until, { language, timeZone }) })}{' '}
      <Anchor component={Link} to="/admin/telegram" inherit>
        {t('held_doctor')}
      </Anchor>
    </Callout>
  );
}

function Tabs({ filters }: { filters: DeliveryFilters }) {
  const t = useDeliveriesWords();
  const { waiting, unreachable, problems } = useDeliveryCounts().data ?? {};
  const counts: Record<string, number | undefined> = { waiting, unreachable, problems };
  const tabs = deliveryTabs.map((tab) => ({
    key: tab,
    text: t(`tab_${tab}`),
    search: writeDeliveryFilters({ ...filters, tab }),
    count: counts[tab],
    tone: tones[tab],
  }));
  return <CountTabs label={t('tabs')} tabs={tabs} here={filters.tab ?? 'all'} />;
}

const tones: Partial<Record<(typeof deliveryTabs)[number], CountTab['tone']>> = {
  problems: 'bad',
  unreachable: 'warm',
};

function List({ filters }: { filters: DeliveryFilters }) {
  const t = useDeliveriesWords();
  const deliveries = useDeliveries(filters);
  const rows = deliveries.data?.pages.flatMap(({ items }) => items);
  if (!rows) {
    return deliveries.error ? (
      <Failure error={deliveries.error} again={() => void deliveries.refetch()} />
    ) : (
      <DeliverySkeletons />
    );
  }
  const { tab, ...narrowing } = filters;
  const narrowed = Object.values(narrowing).some(Boolean);
  return (
    <>
      {deliveries.data?.pages[0]?.tooBroad && <Callout>{t('too_broad')}</Callout>}
      {rows.length === 0 ? (
        <EmptyState icon={<IconSend size={28} />} title={t('empty')}>
          {t(narrowed ? 'empty_search' : tab ? 'empty_tab' : 'empty_text')}
        </EmptyState>
      ) : (
        <DeliveryRows rows={rows} />
      )}
      <LoadMore pages={deliveries} />
    </>
  );
}
