/** The top of a page: its heading, what can be done on it, and the way back. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { BackLink } from './BackLink.tsx';
import styles from './PageHead.module.css';
import { StepHeading } from './StepHeading.tsx';

interface PageHeadProps {
  title: string;
  /** The window's title, where it differs. */
  windowTitle?: string;
  sub?: ReactNode;
  back?: { to: string; label: string };
  actions?: ReactNode;
}

export function PageHead({ title, windowTitle = title, sub, back, actions }: PageHeadProps) {
  return (
    <div className={styles.head}>
      {back && <BackLink to={back.to}>{back.label}</BackLink>}
      <div className={styles.row}>
        <div className={styles.title}>
          <StepHeading title={windowTitle}>{title}</StepHeading>
          {sub && (
            <Text c="dimmed" component="div" mt={2}>
              {sub}
            </Text>
          )}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
