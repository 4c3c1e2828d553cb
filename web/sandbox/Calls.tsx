/** What the bot has called lately, for the curious. */
import type { BotCall, SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { useLanguage } from '../lib/i18n.ts';
import { Failure } from '../ui/Failure.tsx';
import styles from './Calls.module.css';
import { useCalls } from './sandbox-queries.ts';
import { useSandboxWords } from './sandbox-words.ts';
import { timeOf } from './when.ts';

export function Calls({ phones }: { phones: SandboxPhone[] }) {
  const t = useSandboxWords();
  const { data: calls, error } = useCalls();
  if (error) return <Failure error={error} />;
  if (calls?.length === 0) return <p className={styles.quiet}>{t('calls_none')}</p>;
  return (
    <>
      <p className={styles.quiet}>{t('calls_text')}</p>
      <ul className={styles.list}>
        {calls?.map((call) => (
          <li key={call.number}>
            <OneCall call={call} name={phones.find(({ id }) => id === call.phoneId)?.firstName} />
          </li>
        ))}
      </ul>
    </>
  );
}

function OneCall({ call, name }: { call: BotCall; name: string | undefined }) {
  const t = useSandboxWords();
  const language = useLanguage();
  const said = [
    call.description,
    call.retryAfter !== undefined && t('call_retry', { seconds: call.retryAfter }),
    call.fault && t('call_fault'),
  ].filter(Boolean);
  return (
    <details className={styles.call}>
      <summary className={styles.summary}>
        <span className={styles.status} data-good={call.status === 200}>
          {call.status ?? '…'}
        </span>
        <span className={styles.method}>
          {call.method}
          {name && <span className={styles.quiet}> · {name}</span>}
        </span>
        <time className={styles.quiet} dateTime={call.at}>
          {timeOf(call.at, language, true)}
        </time>
      </summary>
      {(said.length > 0 || call.status === undefined) && (
        <p className={styles.said}>{said.join(' · ') || t('call_open')}</p>
      )}
      <pre className={styles.params}>{JSON.stringify(call.params, undefined, 2)}</pre>
    </details>
  );
}
