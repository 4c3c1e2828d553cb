/** Who asks: how to reach them, and what else they have asked. */
import { ActionIcon, Anchor } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconBrandTelegram, IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queue } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { PhoneLink } from '../../ui/PhoneLink.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { When } from '../../ui/When.tsx';
import { useClientTelegram } from '../clients/clients-queries.ts';
import { adminKey } from '../frame/admin-key.ts';
import styles from './Panel.module.css';
import { useTicketWords } from './ticket-words.ts';
import type { Ticket } from './use-ticket.ts';

const shown = 5;

export function ClientCard({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const { client } = ticket;
  return (
    <>
      <div className={styles.client}>
        <Avatar name={client.name} id={client.id} size={36} />
        <Link className={styles.clientName} to={`/admin/clients/${client.id}`}>
          {client.name}
        </Link>
      </div>
      {client.phone && <Phone phone={client.phone} />}
      <Telegram clientId={client.id} />
      {client.openTickets > 0 && (
        <Anchor component={Link} to={`/admin/tickets?clientId=${client.id}`} size="sm">
          {t('client_open', { count: client.openTickets })}
        </Anchor>
      )}
      <Others ticket={ticket} />
    </>
  );
}

function Phone({ phone }: { phone: string }) {
  const t = useTicketWords();
  const { copy, copied } = useClipboard({ timeout: 1500 });
  return (
    <div className={styles.phone}>
      <PhoneLink phone={phone} />
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size={40}
        aria-label={copied ? t('copied') : t('client_phone_copy')}
        onClick={() => copy(phone)}
      >
        {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
      </ActionIcon>
    </div>
  );
}

function Telegram({ clientId }: { clientId: string }) {
  const t = useTicketWords();
  const { data } = useClientTelegram(clientId);
  if (!data) return null;
  return (
    <div className={styles.telegram} data-state={data.state}>
      <IconBrandTelegram size={18} aria-hidden />
      <span>{t(`telegram_${data.state}`)}</span>
    </div>
  );
}

function Others({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const { data } = useQuery({
    queryKey: adminKey('queue', 'others-of-client', ticket.client.id),
    queryFn: ({ signal }) =>
      call(
        queue,
        {
          query: {
            clientId: ticket.client.id,
            status: 'all',
            sort: 'updated',
            limit: shown + 1,
          },
        },
        { signal },
      ),
  });
  const others = (data?.items ?? []).filter(({ id }) => id !== ticket.id).slice(0, shown);
  if (others.length === 0) return null;
  return (
    <>
      <h2>{t('client_others')}</h2>
      <ul className={styles.others}>
        {others.map(({ id, number, subject, status, updatedAt }) => (
          <li key={id}>
            <Link className={styles.other} to={`/admin/tickets/${number}`}>
              <span className={styles.otherSubject}>{subject}</span>
              <span className={styles.otherMarks}>
                {t('number', { number })}
                <StatusBadge status={status} />
                <When at={updatedAt} form="short" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Anchor
        component={Link}
        to={`/admin/tickets?status=all&clientId=${ticket.client.id}`}
        size="sm"
      >
        {t('client_all')}
      </Anchor>
    </>
  );
}
