/** In the sandbox: everybody of the demonstration, one press away. */
import { Anchor, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { sandboxStaff, staffSignIn } from '../../../contract/staff-session.ts';
import { useAbout } from '../../lib/about.ts';
import { call } from '../../lib/call.ts';
import { staffSession } from '../../lib/signed-in.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Failure } from '../../ui/Failure.tsx';
import styles from './SignInFrame.module.css';
import { useSignInWords } from './sign-in-words.ts';

export function Demonstration() {
  const t = useSignInWords();
  const about = useAbout();
  const staff = useQuery({
    queryKey: ['sandbox-staff'],
    queryFn: ({ signal }) => call(sandboxStaff, {}, { signal }),
    enabled: Boolean(about.data?.sandbox),
    retry: false,
  });
  const enter = useMutation({
    mutationFn: (body: { email: string; password: string }) => call(staffSignIn, { body }),
    onSuccess: ({ token }) => token && staffSession.signedIn(token),
  });
  // Behind a proxy the sandbox tells nobody: then there is nothing to show.
  if (!staff.data?.items.length) return null;
  return (
    <section className={styles.demo}>
      <Stack gap="sm">
        <div>
          <Title order={2} size="h5">
            {t('demo')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('demo_text')}
          </Text>
        </div>
        <ul className={styles.people}>
          {staff.data.items.map(({ name, role, email, password }) => (
            <li key={email}>
              <UnstyledButton
                className={styles.person}
                disabled={enter.isPending}
                onClick={() => enter.mutate({ email, password })}
              >
                <Avatar name={name} size={36} />
                <span className={styles.names}>
                  <span className={styles.name}>{name}</span>
                  <span className={styles.email}>
                    {t(`demo_${role}`)} · {email}
                  </span>
                </span>
                <IconArrowRight size={18} aria-hidden="true" />
              </UnstyledButton>
            </li>
          ))}
        </ul>
        {enter.error && <Failure error={enter.error} />}
        <Text size="sm" c="dimmed">
          {t('demo_client')}{' '}
          <Anchor component={Link} to="/" size="sm">
            {t('demo_first_page')}
          </Anchor>{' '}
          {t('demo_client_phone')}{' '}
          <Anchor href="/sandbox" target="otklik-sandbox" size="sm">
            {t('demo_sandbox')}
          </Anchor>
          .
        </Text>
      </Stack>
    </section>
  );
}
