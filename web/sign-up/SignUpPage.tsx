/** The way in, for the new and the known alike: name, Telegram, code, done. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate } from 'react-router';
import type { Reply } from '../../contract/endpoint.ts';
import type { verifyCode } from '../../contract/sign-up.ts';
import { useGoodbye } from '../lib/goodbye.ts';
import { session, useStanding } from '../lib/signed-in.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { CodeStep } from './CodeStep.tsx';
import { comeBack } from './come-back.ts';
import { DoneStep } from './DoneStep.tsx';
import { EndedStep } from './EndedStep.tsx';
import { GoodbyeStep } from './GoodbyeStep.tsx';
import { dropLink, type Link, useLink } from './link.ts';
import { NameStep } from './NameStep.tsx';
import { useProgress } from './progress.ts';
import { SignUpFrame } from './SignUpFrame.tsx';
import { stepOf } from './step.ts';
import { WaitingStep } from './WaitingStep.tsx';

export function SignUpPage() {
  const standing = useStanding();
  const gone = useGoodbye();
  const [arrived, setArrived] = useState<Reply<typeof verifyCode>['client']>();
  // Who was signed in here before is let in without a question; nobody else waits for that answer.
  const back = useQuery({
    queryKey: ['come-back'],
    queryFn: comeBack,
    enabled: standing === 'unknown' && session.likely(),
    retry: false,
  });

  if (arrived) {
    return (
      <SignUpFrame step="done">
        <DoneStep name={arrived.name} />
      </SignUpFrame>
    );
  }
  if (standing === 'in') return <Navigate to="/portal" replace />;
  if (gone) {
    return (
      <SignUpFrame step="name">
        <GoodbyeStep />
      </SignUpFrame>
    );
  }
  if (back.isLoading) return <Waiting />;
  return (
    <Steps
      onArrival={(client, token) => {
        setArrived(client);
        session.signedIn(token);
        dropLink();
      }}
    />
  );
}

interface StepsProps {
  onArrival(client: Reply<typeof verifyCode>['client'], token: string): void;
}

function Steps({ onArrival }: StepsProps) {
  const link = useLink();
  const { state, error, pushed } = useProgress(link?.sessionId);
  // Who starts again need not type the name again, and the server learns which link is done with.
  const [former, setFormer] = useState<Link>();
  const step = stepOf({ link, state, error });
  const startAgain = () => {
    setFormer(link);
    dropLink();
  };

  if (!link || step.at === 'name') {
    return (
      <SignUpFrame step="name">
        <NameStep former={former} />
      </SignUpFrame>
    );
  }
  return (
    <SignUpFrame step={step.at === 'code' ? 'code' : 'telegram'}>
      {step.at === 'resuming' && <Waiting />}
      {step.at === 'waiting' && (
        <WaitingStep
          key={link.sessionId}
          link={link}
          state={step.state}
          shaky={Boolean(error) && pushed !== 'open'}
          onStartAgain={startAgain}
        />
      )}
      {step.at === 'code' && (
        <CodeStep
          key={link.sessionId}
          link={link}
          state={step.state}
          onArrival={onArrival}
          onStartAgain={startAgain}
        />
      )}
      {step.at === 'ended' && (
        <EndedStep key={step.end} end={step.end} link={link} onStartAgain={startAgain} />
      )}
    </SignUpFrame>
  );
}
