/** What was measured, for whoever wants to know more. */
import type { ReactNode } from 'react';
import type { DoctorReport } from '../../../contract/doctor.ts';
import styles from './Telegram.module.css';
import { useTelegramWords } from './telegram-words.ts';

export function Facts({ report }: { report: DoctorReport }) {
  const t = useTelegramWords();
  const { bot, mode, receiving, webhook, sending, blocked } = report;
  const { answerAgeSeconds, oldestSeconds } = { ...receiving, ...sending };
  const facts: [string, ReactNode][] = [
    [t('bot'), `@${bot.username}`],
    [t('mode'), t(`mode_${mode}`)],
  ];
  if (mode === 'polling') {
    facts.push([t('receiver'), t(receiving.here ? 'receiver_here' : 'receiver_elsewhere')]);
  }
  if (answerAgeSeconds !== undefined) {
    facts.push([t('answered'), t('ago', { seconds: answerAgeSeconds })]);
  }
  if (receiving.lastError) facts.push([t('last_error'), receiving.lastError]);
  if (webhook) {
    facts.push([t('webhook'), webhook.host ?? t('webhook_none')], [t('pending'), webhook.pending]);
  }
  facts.push([t('waiting'), sending.waiting]);
  if (oldestSeconds !== undefined) {
    facts.push([t('oldest'), t('seconds', { seconds: oldestSeconds })]);
  }
  facts.push([t('blocked'), blocked]);
  return (
    <section className={styles.card} aria-labelledby="doctor-facts">
      <h2 className={styles.title} id="doctor-facts">
        {t('facts')}
      </h2>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
