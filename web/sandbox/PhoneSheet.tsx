/** A question that covers one phone, and no other, until it is answered. */
import { FocusTrap } from '@mantine/core';
import { useFocusReturn } from '@mantine/hooks';
import { type ReactNode, useId } from 'react';
import styles from './PhoneSheet.module.css';

interface PhoneSheetProps {
  title: string;
  close(): void;
  children: ReactNode;
}

export function PhoneSheet({ title, close, children }: PhoneSheetProps) {
  const heading = useId();
  useFocusReturn({ opened: true });
  return (
    <div className={styles.cover}>
      <FocusTrap>
        <div
          className={styles.sheet}
          role="dialog"
          aria-labelledby={heading}
          tabIndex={-1}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        >
          <h3 id={heading} className={styles.title}>
            {title}
          </h3>
          {children}
        </div>
      </FocusTrap>
    </div>
  );
}

/** The buttons at the foot of a sheet. */
export function SheetButtons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}
