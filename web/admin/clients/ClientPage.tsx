/** One client: profile, tickets, invoices, Telegram, their own data. */
import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { refusedWith } from '../../lib/errors.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { When } from '../../ui/When.tsx';
import { useMay } from '../frame/viewer.ts';
import { ClientMessages } from '../messages/ClientMessages.tsx';
import { ClientForm } from './ClientForm.tsx';
import { ClientInvoices } from './ClientInvoices.tsx';
import styles from './ClientPage.module.css';
import { ClientTelegram } from './ClientTelegram.tsx';
import { ClientTickets } from './ClientTickets.tsx';
import { type Client, useClient, useClientTelegram } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';
import { OwnData } from './OwnData.tsx';

export function ClientPage() {
  const t = useClientsWords();
  const { clientId = '' } = useParams();
  const client = useClient(clientId);
  if (client.data) return <Known key={client.data.id} client={client.data} />;
  const missing = refusedWith(client.error, 'request.not_found', 'request.invalid');
  return (
    <>
      <PageHead
        title={t(missing ? 'client_missing' : 'client')}
        back={{ to: '/admin/clients', label: t('clients') }}
      />
      {missing ? (
        <EmptyState title={t('client_missing')}>{t('client_missing_text')}</EmptyState>
      ) : client.error ? (
        <Failure error={client.error} again={() => void client.refetch()} />
      ) : (
        <Skeleton height={240} radius="md" />
      )}
    </>
  );
}

function Known({ client }: { client: Client }) {
  const t = useClientsWords();
  const may = useMay();
  const telegram = useClientTelegram(client.id);
  return (
    <>
      <PageHead
        title={client.name}
        back={{ to: '/admin/clients', label: t('clients') }}
        sub={
          <span className={styles.sub}>
            <Avatar name={client.name} id={client.id} size={28} />
            <span>{t(client.signedUp ? 'signed_up' : 'not_signed_up')}</span>
            <span>
              {t('since')} <When at={client.createdAt} form="exact" />
            </span>
          </span>
        }
        actions={
          <Button
            component={Link}
            to={`/admin/tickets/new?clientId=${client.id}`}
            leftSection={<IconPlus size={18} aria-hidden="true" />}
          >
            {t('new_ticket')}
          </Button>
        }
      />
      {client.conflict && <ConflictBanner />}
      <div className={styles.columns}>
        <Stack gap="lg" className={styles.main}>
          {may('invoices.read') && <ClientInvoices clientId={client.id} />}
          <ClientTickets clientId={client.id} />
          {may('clients.message') && (
            <ClientMessages client={client} state={telegram.data?.state} />
          )}
        </Stack>
        <Stack gap="lg" className={styles.side}>
          <ClientForm client={client} />
          <ClientTelegram client={client} />
          {may('clients.data') && <OwnData client={client} />}
        </Stack>
      </div>
    </>
  );
}

function ConflictBanner() {
  const t = useClientsWords();
  const may = useMay();
  return (
    <div className={styles.banner}>
      <Callout>
        {t('conflict_banner')}{' '}
        {may('conflicts.resolve') ? (
          <Anchor component={Link} to="/admin/clients/conflicts" inherit>
            {t('conflict_decide')}
          </Anchor>
        ) : (
          <Text span inherit>
            {t('conflict_ask')}
          </Text>
        )}
      </Callout>
    </div>
  );
}
