/** One message: what became of it and why, its words, each try, and what can be done. */
import { Skeleton } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { readDelivery } from '../../../contract/deliveries.ts';
import type { Reply } from '../../../contract/endpoint.ts';
import { refusedWith } from '../../lib/errors.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { When } from '../../ui/When.tsx';
import styles from './Deliveries.module.css';
import { DeliveryDoings } from './DeliveryDoings.tsx';
import { DeliveryState, useWaits, useWhy } from './DeliveryState.tsx';
import { DeliveryTries } from './DeliveryTries.tsx';
import { useDelivery } from './deliveries-queries.ts';
import { useDeliveriesWords } from './deliveries-words.ts';
import { RichWords } from './RichWords.tsx';

export type Delivery = Reply<typeof readDelivery>;

export function DeliveryPage() {
  const t = useDeliveriesWords();
  const { deliveryId = '' } = useParams();
  const { data, error, refetch } = useDelivery(deliveryId);
  const back = { to: '/admin/deliveries', label: t('back') };
  if (data) return <Known delivery={data} back={back} />;
  const missing = refusedWith(error, 'request.not_found', 'request.invalid');
  return (
    <>
      <PageHead title={t(missing ? 'not_found' : 'title')} back={back} />
      {missing ? (
        <EmptyState title={t('not_found')}>{t('not_found_text')}</EmptyState>
      ) : error ? (
        <Failure error={error} again={() => void refetch()} />
      ) : (
        <Skeleton height={240} radius="md" />
      )}
    </>
  );
}

function Known({ delivery, back }: { delivery: Delivery; back: { to: string; label: string } }) {
  const t = useDeliveriesWords();
  const { about, area, person } = delivery;
  const title = about ? t(`about_${about.kind}`, { number: about.number }) : t(`area_${area}`);
  const whom = person ? (person.name ?? t('gone')) : t('nobody');
  return (
    <>
      <PageHead
        title={`${title} → ${whom}`}
        back={back}
        actions={<DeliveryDoings delivery={delivery} />}
      />
      <div className={styles.columns}>
        <Facts delivery={delivery} />
        <Words delivery={delivery} />
        <DeliveryTries delivery={delivery} />
        <Members delivery={delivery} />
      </div>
    </>
  );
}

function Facts({ delivery }: { delivery: Delivery }) {
  const t = useDeliveriesWords();
  const why = useWhy();
  const waits = useWaits();
  const { person, about } = delivery;
  return (
    <section className={styles.card} aria-labelledby="delivery-facts">
      <h2 className={styles.cardTitle} id="delivery-facts">
        {t('facts')}
      </h2>
      <div aria-live="polite">
        <DeliveryState state={delivery.state} />
        {delivery.perhapsTwice && <span className={styles.dim}> {t('perhaps_twice')}</span>}
      </div>
      {delivery.why && <span>{why(delivery.why)}</span>}
      {delivery.waits && <span>{waits(delivery.waits)}</span>}
      {delivery.foldedInto && (
        <span>
          {t('folded_into')}{' '}
          <Link to={`/admin/deliveries/${delivery.foldedInto}`}>{t('open_digest')}</Link>
        </span>
      )}
      <dl className={styles.facts}>
        <dt>{t('person')}</dt>
        <dd>
          {person?.kind === 'client' ? (
            <Link to={`/admin/clients/${person.id}`}>{person.name ?? t('gone')}</Link>
          ) : (
            (person?.name ?? t('nobody'))
          )}
        </dd>
        {about && (
          <>
            <dt>{t('about')}</dt>
            <dd>
              <Link
                to={
                  about.kind === 'ticket'
                    ? `/admin/tickets/${about.number}`
                    : `/admin/invoices/${about.id}`
                }
              >
                {t(`about_${about.kind}`, { number: about.number })}
              </Link>
            </dd>
          </>
        )}
        <dt>{t('kind')}</dt>
        <dd title={delivery.kind}>{t(`area_${delivery.area}`)}</dd>
        <dt>{t('written')}</dt>
        <dd>
          <When at={delivery.createdAt} form="exact" />
        </dd>
        {delivery.settledAt ? (
          <>
            <dt>{t('settled')}</dt>
            <dd>
              <When at={delivery.settledAt} form="exact" />
            </dd>
          </>
        ) : (
          <>
            <dt>{t('expires')}</dt>
            <dd>
              <When at={delivery.expiresAt} form="exact" />
            </dd>
          </>
        )}
        {delivery.silent && (
          <>
            <dt>{t('silently')}</dt>
            <dd>{t('yes')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Words({ delivery: { text, entities, buttons, file } }: { delivery: Delivery }) {
  const t = useDeliveriesWords();
  const labels = buttons.flatMap((row, place) => row.map((label) => ({ label, place })));
  return (
    <section className={styles.card} aria-labelledby="delivery-words">
      <h2 className={styles.cardTitle} id="delivery-words">
        {t('words')}
      </h2>
      <div className={styles.bubble}>
        <RichWords text={text} entities={entities} />
      </div>
      {labels.length > 0 && (
        <div className={styles.buttons}>
          {labels.map(({ label, place }) => (
            <span key={`${place} ${label}`} className={styles.button}>
              {label}
            </span>
          ))}
        </div>
      )}
      {file && <span className={styles.dim}>{t(`with_${file}`)}</span>}
      {text.includes('•••') && <span className={styles.dim}>{t('secret_hidden')}</span>}
    </section>
  );
}

function Members({ delivery: { members, about } }: { delivery: Delivery }) {
  const t = useDeliveriesWords();
  if (members.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby="delivery-members">
      <h2 className={styles.cardTitle} id="delivery-members">
        {t('members')}
      </h2>
      <ul className={styles.tries}>
        {members.map(({ id, kind, area, createdAt }) => (
          <li key={id}>
            <Link to={`/admin/deliveries/${id}`} title={kind}>
              {about ? t(`about_${about.kind}`, { number: about.number }) : t(`area_${area}`)}
            </Link>{' '}
            <When at={createdAt} className={styles.dim} />
          </li>
        ))}
      </ul>
    </section>
  );
}
