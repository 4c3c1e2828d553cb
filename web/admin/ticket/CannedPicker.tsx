/** Puts a canned answer, filled in for this ticket, where the cursor is. Found by typing, chosen by keys. */
import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { IconHash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { Reply } from '../../../contract/endpoint.ts';
import { fillCannedAnswer, listCannedAnswers } from '../../../contract/ticket-tools.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import styles from './CannedPicker.module.css';
import { useTicketWords } from './ticket-words.ts';

interface CannedPickerProps {
  ticketId: string;
  opened: boolean;
  open(opened: boolean): void;
  insert(text: string): void;
  /** The focus goes back to the text. */
  leave(): void;
}

export function CannedPicker({ opened, open, ...rest }: CannedPickerProps) {
  const t = useTicketWords();
  return (
    <Popover
      opened={opened}
      onChange={open}
      position="top-start"
      width={380}
      shadow="md"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          size={40}
          aria-label={t('canned')}
          title={`${t('canned')} (#)`}
          onClick={() => open(!opened)}
        >
          <IconHash size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.box} aria-label={t('canned')}>
        {opened && <Choosing {...rest} close={() => open(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Choosing({
  ticketId,
  insert,
  leave,
  close,
}: Omit<CannedPickerProps, 'opened' | 'open'> & { close(): void }) {
  const t = useTicketWords();
  const { failure } = useFailureWords();
  const [search, find] = useState('');
  const [at, go] = useState(0);
  const { data, refetch } = useQuery({
    queryKey: adminKey('settings', 'canned'),
    queryFn: ({ signal }) => call(listCannedAnswers, {}, { signal }),
    staleTime: 60_000,
  });
  const filling = useMutation({
    mutationFn: async (clicked?: string) => {
      // Whoever knows the name types faster than the list comes: what was meant is taken once it is there.
      const cannedId = clicked ?? (data ? chosen : matching((await refetch()).data)[0])?.id;
      if (cannedId === undefined) return undefined;
      return call(fillCannedAnswer, { params: { cannedId }, query: { ticketId } });
    },
    onSuccess(filled) {
      if (!filled) return;
      close();
      insert(filled.text);
    },
    onError: (error) => toast({ tone: 'bad', text: failure(error) }),
  });
  const words = search.trim().toLocaleLowerCase();
  const found = matching(data);
  const chosen = found[Math.min(at, found.length - 1)];

  function matching(list: Reply<typeof listCannedAnswers> | undefined) {
    return (list?.items ?? []).filter(({ title, text }) =>
      `${title}\n${text}`.toLocaleLowerCase().includes(words),
    );
  }

  /** A second press while the first is under way would insert it twice. */
  function fill(clicked?: string): void {
    if (!filling.isPending) filling.mutate(clicked);
  }

  function press(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') go(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') go(Math.max(at - 1, 0));
    else if (event.key === 'Enter') fill();
    else if (event.key === 'Escape') {
      close();
      leave();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      <TextInput
        size="md"
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="canned-answers"
        aria-activedescendant={chosen && `canned-${chosen.id}`}
        aria-label={t('canned_search')}
        placeholder={t('canned_search')}
        value={search}
        onChange={(event) => {
          find(event.currentTarget.value);
          go(0);
        }}
        onKeyDown={press}
      />
      <div id="canned-answers" role="listbox" aria-label={t('canned')} className={styles.list}>
        {found.map(({ id, title, text }) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus and names the active one
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
          <div
            key={id}
            id={`canned-${id}`}
            ref={id === chosen?.id ? intoSight : null}
            role="option"
            className={styles.one}
            aria-selected={id === chosen?.id}
            onClick={() => fill(id)}
          >
            <span className={styles.title}>{title}</span>
            <span className={styles.text}>{text}</span>
          </div>
        ))}
      </div>
      {data && found.length === 0 && (
        <p className={styles.none} role="status">
          {t(data.items.length === 0 ? 'canned_none' : 'canned_not_found')}
        </p>
      )}
    </>
  );
}

function intoSight(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}
