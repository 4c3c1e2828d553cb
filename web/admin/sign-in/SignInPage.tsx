/** How staff get in: e-mail and password, then perhaps a second factor. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import type { Reply } from '../../../contract/endpoint.ts';
import type { staffSignIn } from '../../../contract/staff-session.ts';
import { staffSession, useStanding } from '../../lib/signed-in.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { returnAddress } from '../frame/return-address.ts';
import { Demonstration } from './Demonstration.tsx';
import { PasswordStep } from './PasswordStep.tsx';
import { SecondStep } from './SecondStep.tsx';
import { SignInFrame } from './SignInFrame.tsx';

export type SignedIn = Reply<typeof staffSignIn>;

export function SignInPage() {
  const [search] = useSearchParams();
  const standing = useStanding(staffSession);
  const back = useQuery({
    queryKey: ['staff-come-back'],
    queryFn: async () => (await staffSession.refresh()) ?? null,
    enabled: standing === 'unknown' && staffSession.likely(),
    retry: false,
  });
  if (standing === 'in') return <Navigate to={returnAddress(search.get('back'))} replace />;
  if (back.isLoading) return <Waiting />;
  return <SignInSteps below={<Demonstration />} />;
}

/** The steps, from the beginning or from the second factor that a one-time link has led to. */
export function SignInSteps({
  from,
  below,
}: {
  from?: SignedIn['second'];
  below?: React.ReactNode;
}) {
  const [second, setSecond] = useState(from);
  const [ended, setEnded] = useState(false);
  const take = (reply: SignedIn) => {
    if (reply.token) staffSession.signedIn(reply.token);
    else setSecond(reply.second);
  };
  if (second) {
    return (
      <SignInFrame>
        <SecondStep
          second={second}
          onBack={(late) => {
            setEnded(late);
            setSecond(undefined);
          }}
        />
      </SignInFrame>
    );
  }
  return (
    <SignInFrame below={below}>
      <PasswordStep ended={ended} onReply={take} />
    </SignInFrame>
  );
}
