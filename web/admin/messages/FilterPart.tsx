/** Whom a message goes to, and who of them can be reached: counted at once, some by name. */
import { Checkbox, Select, Skeleton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ClientFilter, reaches } from '../../../contract/custom-messages.ts';
import { Failure } from '../../ui/Failure.tsx';
import { PhoneLink } from '../../ui/PhoneLink.tsx';
import styles from './Messages.module.css';
import type { Preview, usePreview } from './messages-queries.ts';
import { useMessagesWords } from './messages-words.ts';

interface FilterPartProps {
  filter: ClientFilter;
  change(filter: ClientFilter): void;
  preview: ReturnType<typeof usePreview>;
}

export function FilterPart({ filter, change, preview }: FilterPartProps) {
  const t = useMessagesWords();
  // What is not set is left out.
  const set = (part: { [Name in keyof ClientFilter]: ClientFilter[Name] | undefined }) =>
    change(
      Object.fromEntries(
        Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined),
      ),
    );
  return (
    <section className={styles.part} aria-labelledby="message-to">
      <h2 className={styles.partTitle} id="message-to">
        {t('to')}
      </h2>
      <div className={styles.filters}>
        <TextInput
          type="search"
          label={t('filter_search')}
          placeholder={t('filter_search_hint')}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          maxLength={100}
          value={filter.search ?? ''}
          onChange={({ currentTarget: { value } }) => set({ search: value || undefined })}
        />
        <Select
          label={t('filter_language')}
          value={filter.language ?? 'any'}
          data={[
            { value: 'any', label: t('language_any') },
            { value: 'ru', label: t('language_ru') },
            { value: 'en', label: t('language_en') },
          ]}
          allowDeselect={false}
          onChange={(value) =>
            set({ language: value === 'ru' || value === 'en' ? value : undefined })
          }
        />
        <Checkbox
          label={t('filter_ticket')}
          checked={filter.openTicket ?? false}
          onChange={({ currentTarget: { checked } }) => set({ openTicket: checked || undefined })}
        />
        <Checkbox
          label={t('filter_invoice')}
          checked={filter.overdueInvoice ?? false}
          onChange={({ currentTarget: { checked } }) =>
            set({ overdueInvoice: checked || undefined })
          }
        />
      </div>
      {preview.data ? (
        <Reach preview={preview.data} />
      ) : preview.error ? (
        <Failure error={preview.error} again={() => void preview.refetch()} />
      ) : (
        <Skeleton height={140} />
      )}
    </section>
  );
}

function Reach({ preview }: { preview: Preview }) {
  const t = useMessagesWords();
  return (
    <div className={styles.reach} aria-live="polite">
      {reaches.map((reach) => {
        const { items } = preview.clients[reach];
        const count = preview.counts[reach];
        return (
          <details key={reach} className={styles.group}>
            <summary>
              <span className={styles.number}>{count}</span> {t(`reach_${reach}`, { count })}
            </summary>
            <ul className={styles.names}>
              {items.map(({ id, name, phone }) => (
                <li key={id}>
                  <span>{name}</span>
                  {reach !== 'reachable' && phone && (
                    <PhoneLink className={styles.quiet} phone={phone} />
                  )}
                </li>
              ))}
              {count > items.length && (
                <li className={styles.quiet}>{t('and_more', { count: count - items.length })}</li>
              )}
              {count === 0 && <li className={styles.quiet}>{t('nobody')}</li>}
            </ul>
          </details>
        );
      })}
    </div>
  );
}
