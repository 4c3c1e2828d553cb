/** Uses a one-time link: the first administrator, an invitation, a new password. The secret stands behind the #. */
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Navigate } from 'react-router';
import { readStaffLink } from '../../../contract/staff-session.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { staffSession } from '../../lib/signed-in.ts';
import { Failure } from '../../ui/Failure.tsx';
import { StepHeading } from '../../ui/StepHeading.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { LinkForm } from './LinkForm.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import { type SignedIn, SignInSteps } from './SignInPage.tsx';
import { useSignInWords } from './sign-in-words.ts';

export function LinkPage() {
  const t = useSignInWords();
  const [secret] = useState(() => location.hash.slice(1));
  const [reply, setReply] = useState<SignedIn>();
  const link = useQuery({
    queryKey: ['staff-link', secret],
    queryFn: ({ signal }) => call(readStaffLink, { body: { secret } }, { signal }),
    enabled: secret !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

  if (reply?.token) return <Navigate to="/admin" replace />;
  if (reply?.second) return <AfterSecond second={reply.second} />;
  if (link.data) {
    return (
      <SignInFrame>
        <LinkForm
          secret={secret}
          link={link.data}
          onReply={(given) => {
            if (given.token) staffSession.signedIn(given.token);
            setReply(given);
          }}
        />
      </SignInFrame>
    );
  }
  if (secret === '' || refusedWith(link.error, 'link.not_found')) {
    return (
      <SignInFrame>
        <Stack gap="md">
          <StepHeading quiet>{t('link_missing')}</StepHeading>
          {link.error ? (
            <Failure error={link.error} />
          ) : (
            <Text c="dimmed">{t('link_missing_text')}</Text>
          )}
          <Button component={Link} to="/admin/sign-in" variant="default">
            {t('to_sign_in')}
          </Button>
        </Stack>
      </SignInFrame>
    );
  }
  return link.error ? (
    <SignInFrame>
      <Failure error={link.error} again={() => void link.refetch()} />
    </SignInFrame>
  ) : (
    <Waiting />
  );
}

function AfterSecond({ second }: { second: NonNullable<SignedIn['second']> }) {
  return <SignInSteps from={second} />;
}
