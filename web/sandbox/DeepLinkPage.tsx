/** Stands for t.me: a link to the bot is opened in the phone that the reader chooses. */
import './styles.ts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { SandboxPhone, SandboxState } from '../../contract/sandbox-shapes.ts';
import { Callout } from '../ui/Callout.tsx';
import { AddPhone } from './AddPhone.tsx';
import { Avatar } from './Avatar.tsx';
import styles from './DeepLinkPage.module.css';
import { lastPhone } from './last-phone.ts';
import { phoneAddress, startParameter } from './links.ts';
import { fullName, readableNumber } from './person.ts';
import { SandboxFrame } from './SandboxFrame.tsx';
import { SandboxGate } from './SandboxGate.tsx';
import { useSandboxWords } from './sandbox-words.ts';

export function DeepLinkPage() {
  return <SandboxGate>{(state, phones) => <Link state={state} phones={phones} />}</SandboxGate>;
}

function Link({ state, phones }: { state: SandboxState; phones: SandboxPhone[] }) {
  const t = useSandboxWords();
  const { bot = '' } = useParams();
  const { username } = state.bot;
  const known = bot.toLowerCase() === username.toLowerCase();
  return (
    <SandboxFrame title={t('link_title')} heading={t('title')} production={state.production}>
      <div className={styles.card}>
        {known ? (
          <Choice bot={state.bot} phones={phones} />
        ) : (
          <Callout tone="bad">{t('link_wrong_bot', { bot, known: username })}</Callout>
        )}
      </div>
    </SandboxFrame>
  );
}

function Choice({ bot, phones }: { bot: SandboxState['bot']; phones: SandboxPhone[] }) {
  const t = useSandboxWords();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [adding, add] = useState(false);
  const parameter = startParameter(search.get('start'));
  const last = lastPhone.get();

  function open({ id }: SandboxPhone) {
    lastPhone.set(id);
    // In place of this page: going back should not lead to the choice again.
    void navigate(phoneAddress(id, parameter), { replace: true });
  }

  return (
    <>
      <Avatar name={bot.name} size={96} />
      <div className={styles.bot}>
        <h2 className={styles.name}>{bot.name}</h2>
        <span className={styles.quiet}>@{bot.username}</span>
      </div>
      <p className={styles.quiet}>{t('link_about')}</p>
      {search.has('start') && !parameter && <Callout>{t('link_bad_start')}</Callout>}
      <section className={styles.phones} aria-label={t('link_question')}>
        <h3 className={styles.question}>{t('link_question')}</h3>
        {phones.map((phone) => (
          <button
            key={phone.id}
            type="button"
            className={styles.phone}
            data-last={phone.id === last}
            disabled={phone.chat === 'deactivated'}
            onClick={() => open(phone)}
          >
            <Avatar name={fullName(phone)} color={phone.color} size={40} />
            <span className={styles.lines}>
              <strong>{fullName(phone)}</strong>
              <span className={styles.quiet}>{readableNumber(phone.phoneNumber)}</span>
              {phone.id === last && <span className={styles.last}>{t('link_last')}</span>}
            </span>
          </button>
        ))}
        {adding ? (
          <AddPhone focus added={open} />
        ) : (
          <Button variant="subtle" onClick={() => add(true)}>
            {t('link_new')}
          </Button>
        )}
      </section>
    </>
  );
}
