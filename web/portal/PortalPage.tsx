/** The client's home. Who is not signed in goes back to the way in. */
import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { session, useEra, useStanding } from '../lib/signed-in.ts';
import { Failure } from '../ui/Failure.tsx';
import { Page } from '../ui/Page.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { Home } from './Home.tsx';

export function PortalPage() {
  const standing = useStanding();
  const era = useEra();
  const back = useQuery({
    queryKey: ['come-back'],
    queryFn: async () => (await session.refresh()) ?? null,
    enabled: standing === 'unknown',
    retry: false,
  });
  if (standing === 'out') return <Navigate to="/" replace />;
  if (standing === 'in') return <Home key={era} />;
  if (!back.error) return <Waiting />;
  return (
    <Page>
      <Failure error={back.error} again={() => void back.refetch()} />
    </Page>
  );
}
