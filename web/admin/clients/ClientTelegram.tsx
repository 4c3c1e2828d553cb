/** Whether news reaches this client in Telegram, and what to do when it does not. */
import { Anchor, Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import type { clientTelegram } from '../../../contract/clients.ts';
import type { Reply } from '../../../contract/endpoint.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PhoneLink } from '../../ui/PhoneLink.tsx';
import { When } from '../../ui/When.tsx';
import { DeliveryState } from '../deliveries/DeliveryState.tsx';
import { useMay } from '../frame/viewer.ts';
import styles from './ClientPage.module.css';
import { type Client, useClientTelegram } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';

export function ClientTelegram({ client }: { client: Client }) {
  const t = useClientsWords();
  const telegram = useClientTelegram(client.id);
  return (
    <section className={styles.card} aria-labelledby="client-telegram">
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle} id="client-telegram">
          Telegram
        </h2>
        <span aria-live="polite">
          {telegram.data && (
            <span className={styles.state} data-state={telegram.data.state}>
              {t(`telegram_${telegram.data.state}`)}
            </span>
          )}
        </span>
      </div>
      {telegram.data ? (
        <>
          <Told telegram={telegram.data} phone={client.phone} />
          <News clientId={client.id} telegram={telegram.data} />
        </>
      ) : telegram.error ? (
        <Failure error={telegram.error} again={() => void telegram.refetch()} />
      ) : (
        <Skeleton height={56} />
      )}
    </section>
  );
}

type Telegram = Reply<typeof clientTelegram>;

function Told({ telegram, phone }: { telegram: Telegram; phone: string | undefined }) {
  const t = useClientsWords();
  const { state, username, connectedAt, blockedAt } = telegram;
  if (state === 'none') {
    return (
      <>
        <p className={styles.quiet}>{t('telegram_none_text')}</p>
        <CopyButton text={`${location.origin}/`} label={t('telegram_copy_link')} />
      </>
    );
  }
  const since = state === 'blocked' ? blockedAt : connectedAt;
  return (
    <>
      {username && <p className={styles.text}>@{username.replace(/^@/, '')}</p>}
      <p className={styles.quiet}>
        {t(state === 'blocked' ? 'telegram_blocked_text' : 'telegram_connected_text')}
      </p>
      {state === 'blocked' && phone && (
        <p className={styles.text}>
          <PhoneLink phone={phone} />
        </p>
      )}
      {since && (
        <p className={styles.quiet}>
          {t('since')} <When at={since} form="exact" />
        </p>
      )}
    </>
  );
}

/** The latest piece of news, and what waits; an admin goes on to the ledger. */
function News({ clientId, telegram }: { clientId: string; telegram: Telegram }) {
  const t = useClientsWords();
  const may = useMay();
  const { lastDelivery, waiting } = telegram;
  return (
    <>
      {lastDelivery && (
        <p className={styles.quiet}>
          {t('telegram_last')} <When at={lastDelivery.at} />{' '}
          <DeliveryState state={lastDelivery.state} />
        </p>
      )}
      {waiting > 0 && <p className={styles.quiet}>{t('telegram_waiting', { count: waiting })}</p>}
      {may('deliveries.read') && (
        <Anchor component={Link} to={`/admin/deliveries?clientId=${clientId}`} size="sm">
          {t('telegram_deliveries')}
        </Anchor>
      )}
    </>
  );
}
