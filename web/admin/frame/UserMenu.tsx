/** The signed-in person, and what is theirs: profile, language, look, the way out. */
import {
  Menu,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core';
import {
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { staffLogout } from '../../../contract/staff-session.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { chooseLanguage, useLanguage } from '../../lib/i18n.ts';
import { staffSession } from '../../lib/signed-in.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { toast } from '../../ui/toasts.tsx';
import { useFrameWords } from './frame-words.ts';
import styles from './UserMenu.module.css';
import { useViewer } from './viewer.ts';

export function UserMenu({ small, onShortcuts }: { small?: boolean; onShortcuts(): void }) {
  const t = useFrameWords();
  const viewer = useViewer();
  return (
    <Menu position={small ? 'bottom-end' : 'top-start'} width={248} shadow="md" radius="md">
      <Menu.Target>
        <UnstyledButton
          className={styles.who}
          aria-label={small ? `${t('you')}: ${viewer.name}` : undefined}
        >
          <Avatar name={viewer.name} id={viewer.id} size={34} />
          {!small && (
            <>
              <VisuallyHidden>{t('you')}</VisuallyHidden>
              <span className={styles.words}>
                <span className={styles.name}>{viewer.name}</span>
                <span className={styles.role}>{t(`role_${viewer.role}`)}</span>
              </span>
              <IconSelector size={18} aria-hidden="true" />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Items onShortcuts={onShortcuts} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Items({ onShortcuts }: { onShortcuts(): void }) {
  const t = useFrameWords();
  const { failure } = useFailureWords();
  const language = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const leave = useMutation({
    mutationFn: () => call(staffLogout, {}),
    onSuccess: () => staffSession.signedOut(),
    onError: (error) => toast({ tone: 'bad', text: failure(error) }),
  });
  const other = language === 'ru' ? 'en' : 'ru';
  return (
    <>
      <Menu.Item
        component={Link}
        to="/admin/profile"
        leftSection={<IconUserCircle size={18} aria-hidden="true" />}
      >
        {t('profile')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconLanguage size={18} aria-hidden="true" />}
        lang={other}
        onClick={() => chooseLanguage(other)}
      >
        {other === 'ru' ? 'По-русски' : 'In English'}
      </Menu.Item>
      <Menu.Item
        leftSection={
          dark ? (
            <IconSun size={18} aria-hidden="true" />
          ) : (
            <IconMoon size={18} aria-hidden="true" />
          )
        }
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        {t(dark ? 'light' : 'dark')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconKeyboard size={18} aria-hidden="true" />}
        visibleFrom="md"
        onClick={onShortcuts}
      >
        {t('shortcuts')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconLogout size={18} aria-hidden="true" />}
        onClick={() => leave.mutate()}
      >
        {t('sign_out')}
      </Menu.Item>
    </>
  );
}
