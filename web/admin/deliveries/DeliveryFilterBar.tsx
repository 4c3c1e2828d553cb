/** Words to find by, what it is about, and the person or matter that the list is narrowed to. */
import { Button, Select } from '@mantine/core';
import { deliveryAreas } from '../../../contract/deliveries.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import styles from './Deliveries.module.css';
import { useDeliveriesWords } from './deliveries-words.ts';
import type { DeliveryFilters } from './delivery-filters.ts';

interface DeliveryFilterBarProps {
  filters: DeliveryFilters;
  set(filters: DeliveryFilters): void;
}

export function DeliveryFilterBar({ filters, set }: DeliveryFilterBarProps) {
  const t = useDeliveriesWords();
  const { tab, ...narrowing } = filters;
  const one = filters.clientId ?? filters.staffId ?? filters.ticketId ?? filters.invoiceId;
  return (
    <search className={styles.filters} aria-label={t('filters')}>
      <SearchField
        label={t('search')}
        placeholder={t('search_hint')}
        search={filters.search}
        find={(search) => set({ ...filters, search })}
      />
      <Select
        label={t('filter_area')}
        placeholder={t('any_area')}
        size="md"
        clearable
        data={deliveryAreas.map((area) => ({ value: area, label: t(`area_${area}`) }))}
        value={filters.area ?? null}
        onChange={(area) => set({ ...filters, area: area ?? undefined })}
      />
      {Object.values(narrowing).some(Boolean) && (
        <div className={styles.narrowed}>
          {one && <span>{t('narrowed_to')}</span>}
          <Button variant="subtle" size="compact-md" onClick={() => set({ tab })}>
            {t('reset')}
          </Button>
        </div>
      )}
    </search>
  );
}
