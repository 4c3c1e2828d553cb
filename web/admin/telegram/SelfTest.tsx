/** A message to oneself, and what becomes of it, live. */
import { Anchor, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { sendSelfTest } from '../../../contract/doctor.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { Failure } from '../../ui/Failure.tsx';
import { DeliveryState, useWaits, useWhy } from '../deliveries/DeliveryState.tsx';
import { useDelivery } from '../deliveries/deliveries-queries.ts';
import styles from './Telegram.module.css';
import { useTelegramWords } from './telegram-words.ts';

export function SelfTest() {
  const t = useTelegramWords();
  const test = useMutation({ mutationFn: () => call(sendSelfTest, {}) });
  return (
    <section className={styles.card} aria-labelledby="self-test">
      <h2 className={styles.title} id="self-test">
        {t('test_title')}
      </h2>
      <p className={styles.dim}>{t('test_text')}</p>
      <Button loading={test.isPending} onClick={() => test.mutate()}>
        {t('test_send')}
      </Button>
      {test.error && <Failure error={test.error} />}
      {refusedWith(test.error, 'self_test.not_connected') && (
        <Anchor component={Link} to="/admin/profile">
          {t('test_profile')}
        </Anchor>
      )}
      <div className={styles.outcome} role="status">
        {test.data && <Outcome deliveryId={test.data.deliveryId} />}
      </div>
    </section>
  );
}

function Outcome({ deliveryId }: { deliveryId: string }) {
  const t = useTelegramWords();
  const why = useWhy();
  const waits = useWaits();
  const { data } = useDelivery(deliveryId);
  if (!data) return null;
  return (
    <>
      <DeliveryState state={data.state} />
      {data.why && <span>{why(data.why)}</span>}
      {data.waits && <span>{waits(data.waits)}</span>}
      <Anchor component={Link} to={`/admin/deliveries/${deliveryId}`}>
        {t('test_open')}
      </Anchor>
    </>
  );
}
