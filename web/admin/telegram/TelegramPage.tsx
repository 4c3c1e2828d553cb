/** The doctor: what is well, what is not, and what to do about it. */
import { Button, Skeleton, Stack } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type DoctorReport, examineTelegram } from '../../../contract/doctor.ts';
import { call } from '../../lib/call.ts';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { When } from '../../ui/When.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { Facts } from './Facts.tsx';
import { Findings } from './Findings.tsx';
import { Parked } from './Parked.tsx';
import { SelfTest } from './SelfTest.tsx';
import styles from './Telegram.module.css';
import { useTelegramWords } from './telegram-words.ts';

export function TelegramPage() {
  const t = useTelegramWords();
  const doctor = useQuery({
    queryKey: adminKey('doctor', 'report'),
    queryFn: ({ signal }) => call(examineTelegram, {}, { signal }),
    refetchInterval: 30_000,
  });
  return (
    <>
      <PageHead
        title={t('title')}
        sub={t('sub')}
        actions={
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden="true" />}
            loading={doctor.isFetching}
            onClick={() => void doctor.refetch()}
          >
            {t('check')}
          </Button>
        }
      />
      {doctor.data ? (
        <Report report={doctor.data} />
      ) : doctor.error ? (
        <Failure error={doctor.error} again={() => void doctor.refetch()} />
      ) : (
        <Skeleton height={320} radius="md" />
      )}
    </>
  );
}

function Report({ report }: { report: DoctorReport }) {
  const t = useTelegramWords();
  const levels = report.findings.map(({ level }) => level);
  const worst = (['problem', 'warn'] as const).find((level) => levels.includes(level));
  return (
    <div className={styles.columns}>
      <Stack gap="lg">
        <section className={styles.card} aria-labelledby="findings">
          <div className={styles.head}>
            <h2 className={styles.title} id="findings" aria-live="polite">
              {t(worst ? `some_${worst}` : 'all_well')}
            </h2>
            <span className={styles.dim}>
              {t('checked')} <When at={report.checkedAt} />
            </span>
          </div>
          <Findings findings={report.findings} />
        </section>
        <Parked />
      </Stack>
      <Stack gap="lg">
        <SelfTest />
        <Facts report={report} />
      </Stack>
    </div>
  );
}
