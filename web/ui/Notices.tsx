/** The strips above a page: offline, reconnecting, and the sandbox's warning. */
import { useNetwork } from '@mantine/hooks';
import { useAbout } from '../lib/about.ts';
import styles from './Notices.module.css';
import { useUiWords } from './ui-words.ts';

export function Notices({ reconnecting }: { reconnecting?: boolean | undefined }) {
  const t = useUiWords();
  const { online } = useNetwork();
  const about = useAbout();
  return (
    <aside aria-label={t('notices')}>
      {about.data?.sandbox?.production && (
        <p className={styles.strip} data-tone="bad">
          {t('sandbox_production')}
        </p>
      )}
      <div aria-live="polite">
        {!online && <p className={styles.strip}>{t('offline')}</p>}
        {online && reconnecting && <p className={styles.late}>{t('reconnecting')}</p>}
      </div>
    </aside>
  );
}
