/** Two languages, each named in itself; the choice is remembered and shared by the tabs. */
import { Group, UnstyledButton } from '@mantine/core';
import { type Language, languages } from '../../contract/person.ts';
import { chooseLanguage, useLanguage } from '../lib/i18n.ts';
import styles from './LanguageSwitch.module.css';
import { useUiWords } from './ui-words.ts';

const names: Record<Language, { short: string; full: string }> = {
  ru: { short: 'RU', full: 'Русский' },
  en: { short: 'EN', full: 'English' },
};

export function LanguageSwitch() {
  const t = useUiWords();
  const shown = useLanguage();
  return (
    <Group gap={2} role="group" aria-label={t('language')} wrap="nowrap">
      {languages.map((one) => (
        <UnstyledButton
          key={one}
          className={styles.language}
          lang={one}
          aria-label={`${names[one].short}, ${names[one].full}`}
          aria-pressed={one === shown}
          onClick={() => chooseLanguage(one)}
        >
          {names[one].short}
        </UnstyledButton>
      ))}
    </Group>
  );
}
