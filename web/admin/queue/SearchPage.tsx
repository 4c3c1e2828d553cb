/** Search as one types: clients on top, tickets with the places that fit. The query stands in the address. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHistory, IconSearch, IconX } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { searchTickets } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { phoneForm } from '../../lib/phone-form.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageTitle } from '../../ui/StepHeading.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useViewer } from '../frame/viewer.ts';
import { Hit } from './Hit.tsx';
import { More } from './More.tsx';
import { SkeletonRows } from './QueueRow.tsx';
import { useQueueWords } from './queue-words.ts';
import { useRecentSearches } from './recent-searches.ts';
import styles from './SearchPage.module.css';

const longest = 200;

export function SearchPage() {
  const t = useQueueWords();
  const viewer = useViewer();
  const [address, setAddress] = useSearchParams();
  const [text, write] = useState(address.get('q') ?? '');
  const { recent, remember, forget } = useRecentSearches(viewer.id);
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const [settled] = useDebouncedValue(text, 200);
  const query = settled.trim();

  function type(next: string) {
    write(next);
    setAddress(next.trim() ? { q: next } : {}, { replace: true });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows go through the links inside
    <div className={styles.page} onKeyDown={(event) => walk(event, field.current, results.current)}>
      <PageTitle>{t('search_title')}</PageTitle>
      <h1 className={styles.heading}>{t('search_title')}</h1>
      <search>
        <TextInput
          ref={field}
          size="md"
          autoFocus
          aria-label={t('search_label')}
          placeholder={t('search_placeholder')}
          maxLength={longest}
          leftSection={<IconSearch size={20} aria-hidden />}
          rightSection={
            text && (
              <ActionIcon
                variant="subtle"
                color="gray"
                c="dimmed"
                size={36}
                aria-label={t('search_clear')}
                onClick={() => {
                  type('');
                  field.current?.focus();
                }}
              >
                <IconX size={18} />
              </ActionIcon>
            )
          }
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </search>
      <div ref={results} className={styles.results}>
        {query ? (
          <Results query={query} chosen={() => remember(query)} />
        ) : (
          <>
            <p className={styles.hint}>{t('search_hint')}</p>
            {recent.length > 0 && (
              <section aria-label={t('search_recent')}>
                <div className={styles.sectionHead}>
                  <h2>{t('search_recent')}</h2>
                  <Button variant="subtle" color="gray" c="dimmed" onClick={forget}>
                    {t('search_recent_forget')}
                  </Button>
                </div>
                {recent.map((one) => (
                  <button
                    key={one}
                    type="button"
                    data-hit
                    className={styles.recent}
                    onClick={() => {
                      type(one);
                      field.current?.focus();
                    }}
                  >
                    <IconHistory size={18} aria-hidden />
                    <span>{one}</span>
                  </button>
                ))}
              </section>
            )}
          </>
        )}
      </div>
    </div>
  );
}

function Results({ query, chosen }: { query: string; chosen(): void }) {
  const t = useQueueWords();
  const found = useInfiniteQuery({
    queryKey: adminKey('queue', 'search', query),
    queryFn: ({ pageParam, signal }) =>
      call(searchTickets, { query: { q: query, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  if (found.error && !found.data) {
    return <Failure error={found.error} again={() => void found.refetch()} />;
  }
  if (!found.data) return <SkeletonRows count={5} />;
  const clients = found.data.pages[0]?.clients ?? [];
  const hits = found.data.pages.flatMap(({ items }) => items);
  if (clients.length + hits.length === 0) {
    return (
      <EmptyState icon={<IconSearch size={28} />} title={t('search_none', { query })}>
        {t('search_none_text')}
      </EmptyState>
    );
  }
  return (
    <div data-stale={found.isPlaceholderData} className={styles.found}>
      {clients.length > 0 && (
        <section aria-label={t('search_clients')}>
          <h2>{t('search_clients')}</h2>
          <div className={styles.clients}>
            {clients.map(({ id, name, phone }) => (
              <Link
                key={id}
                data-hit
                className={styles.client}
                to={`/admin/clients/${id}`}
                onClick={chosen}
              >
                <Avatar name={name} id={id} size={32} />
                <span className={styles.clientWords}>
                  <span className={styles.clientName}>{name}</span>
                  {phone && <span className={styles.phone}>{phoneForm(phone)}</span>}
                </span>
              </Link>
            ))}
          </div>
        </section>
      )}
      {hits.length > 0 && (
        <section aria-label={t('search_tickets')}>
          <h2>{t('search_tickets')}</h2>
          <ul className={styles.hits}>
            {hits.map((hit) => (
              <Hit key={hit.ticket.id} hit={hit} chosen={chosen} />
            ))}
          </ul>
        </section>
      )}
      {found.hasNextPage && (
        <More
          load={() => void found.fetchNextPage()}
          loading={found.isFetchingNextPage}
          failed={found.isFetchNextPageError}
        />
      )}
    </div>
  );
}

/** Down and up go from the field through the results and back; Enter opens, as links do. */
function walk(event: KeyboardEvent, field: HTMLElement | null, results: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [field, ...(results?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (at === -1) return;
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
