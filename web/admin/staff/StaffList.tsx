/** Everybody, each with what they may do and what can be done with them. */
import { Tooltip, VisuallyHidden } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { Avatar } from '../../ui/Avatar.tsx';
import { When } from '../../ui/When.tsx';
import { useViewer } from '../frame/viewer.ts';
import type { MadeLink } from './LinkDialog.tsx';
import { StaffActions } from './StaffActions.tsx';
import styles from './StaffList.module.css';
import type { StaffMember } from './StaffPage.tsx';
import { useStaffWords } from './staff-words.ts';

interface StaffListProps {
  staff: readonly StaffMember[];
  onLink(link: MadeLink): void;
}

export function StaffList({ staff, onLink }: StaffListProps) {
  return (
    <ul className={styles.list}>
      {staff.map((member) => (
        <li key={member.id} className={styles.row} data-state={member.state}>
          <Avatar name={member.name} id={member.id} size={40} />
          <Who member={member} />
          <What member={member} />
          <StaffActions member={member} onLink={onLink} />
        </li>
      ))}
    </ul>
  );
}

function Who({ member: { id, name, email, totp } }: { member: StaffMember }) {
  const t = useStaffWords();
  const viewer = useViewer();
  return (
    <div className={styles.who}>
      <span className={styles.name}>
        {name}
        {id === viewer.id && <span className={styles.dim}> · {t('you')}</span>}
        {totp && (
          <Tooltip label={t('totp')}>
            <span className={styles.shield}>
              <IconShieldCheck size={17} aria-hidden="true" />
              <VisuallyHidden>{t('totp')}</VisuallyHidden>
            </span>
          </Tooltip>
        )}
      </span>
      <span className={styles.dim}>{email}</span>
    </div>
  );
}

function What({ member: { role, sees, state, seenAt } }: { member: StaffMember }) {
  const t = useStaffWords();
  return (
    <div className={styles.what}>
      <span className={styles.role}>
        {t(`role_${role}`)}
        {role === 'agent' && <span className={styles.dim}> · {t(`sees_${sees}`)}</span>}
      </span>
      <span className={styles.state}>
        {state === 'active' ? (
          <span className={styles.dim}>
            {seenAt ? (
              <>
                {t('seen')} <When at={seenAt} />
              </>
            ) : (
              t('never')
            )}
          </span>
        ) : (
          <span className={styles.badge} data-state={state}>
            {t(`state_${state}`)}
          </span>
        )}
      </span>
    </div>
  );
}
