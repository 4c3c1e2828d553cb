/** Finds the client by a name, a part of the phone or the e-mail, and shows who was chosen. */
import { Anchor, Button, Combobox, InputBase, Skeleton, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { listClients } from '../../../contract/clients.ts';
import { call } from '../../lib/call.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useClient } from '../clients/clients-queries.ts';
import { adminKey } from '../frame/admin-key.ts';
import styles from './NewTicketPage.module.css';
import { useTicketWords } from './ticket-words.ts';

interface ClientPickerProps {
  clientId: string | undefined;
  choose(id: string | undefined): void;
  problem?: string | undefined;
}

export function ClientPicker({ clientId, choose, problem }: ClientPickerProps) {
  return clientId ? (
    <Chosen id={clientId} change={() => choose(undefined)} />
  ) : (
    <Finding choose={choose} problem={problem} />
  );
}

function Chosen({ id, change }: { id: string; change(): void }) {
  const t = useTicketWords();
  const { data, error } = useClient(id);
  return (
    <div>
      <span className={styles.label}>{t('client')}</span>
      <div className={styles.chosen}>
        {data ? (
          <>
            <Avatar name={data.name} id={data.id} size={36} />
            <span className={styles.chosenWords}>
              <span className={styles.chosenName}>{data.name}</span>
              <span className={styles.about}>
                {[data.phone, data.email].filter(Boolean).join(' · ')}
              </span>
              {data.openTickets > 0 && (
                <Anchor component={Link} to={`/admin/tickets?clientId=${data.id}`} size="sm">
                  {t('client_open', { count: data.openTickets })}
                </Anchor>
              )}
            </span>
          </>
        ) : error ? (
          <span className={styles.chosenWords}>{t('new_client_none')}</span>
        ) : (
          <Skeleton height={36} className={styles.chosenWords} />
        )}
        <Button variant="default" onClick={change}>
          {t('new_client_change')}
        </Button>
      </div>
    </div>
  );
}

function Finding({ choose, problem }: Omit<ClientPickerProps, 'clientId'>) {
  const t = useTicketWords();
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [text, write] = useState('');
  const [search] = useDebouncedValue(text.trim(), 200);
  const { data } = useQuery({
    queryKey: adminKey('clients', 'to-choose', search),
    queryFn: ({ signal }) =>
      call(listClients, { query: { search: search || undefined, limit: 8 } }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Combobox store={box} onOptionSubmit={choose} shadow="md">
      <Combobox.Target>
        <InputBase
          size="md"
          autoFocus
          label={t('client')}
          placeholder={t('new_client_search')}
          leftSection={<IconSearch size={18} aria-hidden />}
          maxLength={100}
          error={problem}
          value={text}
          onChange={(event) => {
            write(event.currentTarget.value);
            box.openDropdown();
            box.updateSelectedOptionIndex();
          }}
          onClick={() => box.openDropdown()}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }}>
          {data?.items.map(({ id, name, phone, email }) => (
            <Combobox.Option key={id} value={id}>
              <span className={styles.option}>
                <Avatar name={name} id={id} size={30} />
                <span className={styles.chosenWords}>
                  <span>{name}</span>
                  <span className={styles.about}>{[phone, email].filter(Boolean).join(' · ')}</span>
                </span>
              </span>
            </Combobox.Option>
          ))}
          {data?.items.length === 0 && <Combobox.Empty>{t('new_client_none')}</Combobox.Empty>}
        </Combobox.Options>
        <Combobox.Footer>
          <Anchor
            component={Link}
            to="/admin/clients"
            onMouseDown={(event) => event.preventDefault()}
          >
            {t('new_client_add')}
          </Anchor>
        </Combobox.Footer>
      </Combobox.Dropdown>
    </Combobox>
  );
}
