/** One's own name, sessions, password and second factor. */
import { PageHead } from '../../ui/PageHead.tsx';
import { Section } from '../../ui/Section.tsx';
import { AboutForm } from './AboutForm.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { useProfileWords } from './profile-words.ts';
import { SecondFactor } from './SecondFactor.tsx';
import { TelegramPart } from './TelegramPart.tsx';

export function ProfilePage() {
  const t = useProfileWords();
  return (
    <>
      <PageHead title={t('title')} />
      <Section title={t('about')} text={t('about_text')}>
        <AboutForm />
      </Section>
      <TelegramPart />
      <Section title={t('password')} text={t('password_text')}>
        <PasswordForm />
      </Section>
      <Section title={t('second')} text={t('second_text')}>
        <SecondFactor />
      </Section>
      <Section title={t('sessions')} text={t('sessions_text')}>
        <OwnSessions />
      </Section>
    </>
  );
}
