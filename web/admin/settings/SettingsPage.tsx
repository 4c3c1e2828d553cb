/** The company, its hours, targets, invoices, canned answers and tags. */
import { Skeleton, Stack } from '@mantine/core';
import { Navigate, NavLink, useParams } from 'react-router';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { BillingPart } from './BillingPart.tsx';
import { CannedPart } from './CannedPart.tsx';
import { CompanyForm } from './CompanyForm.tsx';
import { HoursForm } from './HoursForm.tsx';
import styles from './Settings.module.css';
import { useSettings } from './settings-queries.ts';
import { useSettingsWords } from './settings-words.ts';
import { TagsPart } from './TagsPart.tsx';
import { TargetsForm } from './TargetsForm.tsx';

const parts = ['company', 'hours', 'targets', 'billing', 'canned', 'tags'] as const;

export function SettingsPage() {
  const t = useSettingsWords();
  const { part } = useParams();
  const shown = parts.find((one) => one === part);
  if (!shown) return <Navigate to="/admin/settings/company" replace />;
  return (
    <>
      <PageHead title={t('title')} windowTitle={`${t('title')}: ${t(shown)}`} />
      <nav key={shown} ref={showActive} className={styles.parts} aria-label={t('parts')}>
        {parts.map((one) => (
          <NavLink key={one} to={`/admin/settings/${one}`} className={styles.part}>
            {t(one)}
          </NavLink>
        ))}
      </nav>
      {shown === 'canned' ? (
        <CannedPart />
      ) : shown === 'tags' ? (
        <TagsPart />
      ) : shown === 'billing' ? (
        <BillingPart />
      ) : (
        <Versioned part={shown} />
      )}
    </>
  );
}

function Versioned({ part }: { part: 'company' | 'hours' | 'targets' }) {
  const settings = useSettings();
  if (settings.data) {
    const { company, hours, targets } = settings.data;
    if (part === 'company') return <CompanyForm current={company} />;
    if (part === 'hours') return <HoursForm current={hours} timeZone={company.timeZone} />;
    return <TargetsForm current={targets} />;
  }
  if (settings.error) {
    return <Failure error={settings.error} again={() => void settings.refetch()} />;
  }
  return (
    <Stack gap="md">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} height={64} maw={620} />
      ))}
    </Stack>
  );
}

/** On a phone the row of parts is wider than the screen. */
function showActive(row: HTMLElement | null): void {
  const active = row?.querySelector<HTMLElement>('[aria-current=page]');
  if (row && active)
    row.scrollLeft = active.offsetLeft - (row.clientWidth - active.offsetWidth) / 2;
}
