/** The card in the middle of an otherwise quiet page. */
import type { ReactNode } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import styles from './SignInFrame.module.css';

export function SignInFrame({ children, below }: { children: ReactNode; below?: ReactNode }) {
  return (
    <Page>
      <div className={styles.column}>
        <Card>{children}</Card>
        {below}
      </div>
    </Page>
  );
}
