/** The foot of a long list: the next page comes as one gets there; the button is for everybody else. */
import { Button } from '@mantine/core';
import styles from './Queue.module.css';
import { useQueueWords } from './queue-words.ts';

interface MoreProps {
  load(): void;
  loading: boolean;
  failed: boolean;
}

export function More({ load, loading, failed }: MoreProps) {
  const t = useQueueWords();
  return (
    <div className={styles.more} ref={failed || loading ? null : (foot) => whenNear(foot, load)}>
      {failed && <span role="alert">{t('more_failed')}</span>}
      <Button variant="default" loading={loading} onClick={load}>
        {t('more')}
      </Button>
    </div>
  );
}

function whenNear(foot: HTMLElement | null, load: () => void) {
  if (!foot) return undefined;
  const watch = new IntersectionObserver(
    ([seen]) => {
      if (seen?.isIntersecting) load();
    },
    { rootMargin: '600px' },
  );
  watch.observe(foot);
  return () => watch.disconnect();
}
