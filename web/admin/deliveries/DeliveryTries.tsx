/** Each try: when, what came of it, and the channel's own words. */
import { When } from '../../ui/When.tsx';
import styles from './Deliveries.module.css';
import type { Delivery } from './DeliveryPage.tsx';
import { useWhy } from './DeliveryState.tsx';
import { useDeliveriesWords } from './deliveries-words.ts';

const outcomes = [
  'delivered',
  'retry',
  'uncertain',
  'unreachable',
  'failed',
  'stop',
  'expired',
  'skipped',
] as const;

export function DeliveryTries({ delivery: { history } }: { delivery: Delivery }) {
  const t = useDeliveriesWords();
  const why = useWhy();
  return (
    <section className={styles.card} aria-labelledby="delivery-tries">
      <h2 className={styles.cardTitle} id="delivery-tries">
        {t('history')}
      </h2>
      {history.length === 0 && <span className={styles.dim}>{t('no_tries')}</span>}
      <ol className={styles.tries}>
        {history.map((one) => {
          const outcome = outcomes.find((known) => known === one.outcome) ?? 'running';
          return (
            <li key={one.number}>
              <p>
                <b>{t('try', { number: one.number })}</b>: {t(`outcome_${outcome}`)}
              </p>
              <p className={styles.dim}>
                <When at={one.startedAt} form="exact" />
              </p>
              {one.why && <p>{why(one.why)}</p>}
              {one.why?.words && (
                <p className={styles.dim}>{t('said', { words: one.why.words })}</p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
