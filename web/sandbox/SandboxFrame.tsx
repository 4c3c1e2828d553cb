/** The frame of both sandbox pages: what this is, the notice that it is not Telegram, and the two switches. */
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { Logo } from '../ui/Logo.tsx';
import { SchemeSwitch } from '../ui/SchemeSwitch.tsx';
import { PageTitle } from '../ui/StepHeading.tsx';
import styles from './SandboxFrame.module.css';
import { useSandboxWords } from './sandbox-words.ts';

interface FrameProps {
  /** Of the window. */
  title: string;
  heading: string;
  production: boolean;
  /** Said above everything while it lasts. */
  trouble?: string | undefined;
  actions?: ReactNode;
  /** As high as the window: what does not fit scrolls inside. */
  fixed?: boolean;
  children: ReactNode;
}

export function SandboxFrame(props: FrameProps) {
  const { title, heading, production, trouble, actions, fixed, children } = props;
  const t = useSandboxWords();
  return (
    <div className={styles.frame} data-fixed={fixed}>
      <PageTitle>{title}</PageTitle>
      <header>
        <p className={styles.banner} data-production={production} role="note">
          {t(production ? 'banner_production' : 'banner')}
        </p>
        <div aria-live="polite">{trouble && <p className={styles.trouble}>{trouble}</p>}</div>
        <div className={styles.bar}>
          <span className={styles.logo}>
            <Logo size={30} />
          </span>
          <h1 className={styles.heading}>{heading}</h1>
          <Anchor className={styles.product} href="/" size="sm">
            {t('to_product')}
          </Anchor>
          <span className={styles.switches}>
            {actions}
            <LanguageSwitch />
            <SchemeSwitch />
          </span>
        </div>
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}
