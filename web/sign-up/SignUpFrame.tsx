/** The frame of the sign-up: the company's promise at one side, the step on a card at the other. */
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAbout } from '../lib/about.ts';
import { Card } from '../ui/Card.tsx';
import { CheckIcon } from '../ui/icons.tsx';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { Logo } from '../ui/Logo.tsx';
import { Notices } from '../ui/Notices.tsx';
import { SandboxHint } from '../ui/SandboxHint.tsx';
import { SchemeSwitch } from '../ui/SchemeSwitch.tsx';
import styles from './SignUpFrame.module.css';
import { useSignUpWords } from './sign-up-words.ts';

const steps = ['name', 'telegram', 'code'] as const;

interface SignUpFrameProps {
  step: (typeof steps)[number] | 'done';
  children: ReactNode;
}

export function SignUpFrame({ step, children }: SignUpFrameProps) {
  const t = useSignUpWords();
  const about = useAbout();
  const passed = step === 'done' ? steps.length : steps.indexOf(step);
  return (
    <div className={styles.page}>
      <Notices />
      <div className={styles.halves}>
        <aside className={styles.promise}>
          <div className={styles.brand}>
            <Logo size={36} />
            <span>{about.data?.companyName ?? 'Otklik'}</span>
          </div>
          <div className={styles.words}>
            <p className={styles.claim}>{t('promise')}</p>
            <p>{t('promise_text')}</p>
            <ul className={styles.points}>
              {[t('point_password'), t('point_number'), t('point_news')].map((point) => (
                <li key={point}>
                  <CheckIcon size={18} />
                  {point}
                </li>
              ))}
            </ul>
          </div>
        </aside>
        <div className={styles.way}>
          <header className={styles.bar}>
            <LanguageSwitch />
            <SchemeSwitch />
          </header>
          <main className={styles.step}>
            <div className={styles.passed} aria-hidden="true">
              {steps.map((one, at) => (
                <span key={one} data-passed={at <= passed} />
              ))}
            </div>
            <Card>{children}</Card>
            <div className={styles.below}>
              <SandboxHint />
              <Anchor component={Link} to="/admin/sign-in" size="sm" c="dimmed">
                {t('for_staff')}
              </Anchor>
            </div>
          </main>
        </div>
      </div>
    </div>
  );
}
