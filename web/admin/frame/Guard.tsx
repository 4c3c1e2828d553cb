/** Lets staff in; everybody else goes to the way in, and comes back to this page from there. */
import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from 'react-router';
import { staffSession, useEra, useStanding } from '../../lib/signed-in.ts';
import { TimeZone } from '../../lib/time-zone.ts';
import { Failure } from '../../ui/Failure.tsx';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { AdminFrame } from './AdminFrame.tsx';
import { signInAddress } from './return-address.ts';
import { type StaffViewer, useMeQuery, Viewer } from './viewer.ts';

export function Guard() {
  const here = useLocation();
  const standing = useStanding(staffSession);
  const era = useEra(staffSession);
  const back = useQuery({
    queryKey: ['staff-come-back'],
    queryFn: async () => (await staffSession.refresh()) ?? null,
    enabled: standing === 'unknown',
    retry: false,
  });
  if (standing === 'out') return <Navigate to={signInAddress(here)} replace />;
  if (standing === 'in') return <Inside key={era} />;
  return back.error ? <Shut error={back.error} again={() => void back.refetch()} /> : <Waiting />;
}

function Inside() {
  const viewer = useMeQuery();
  if (viewer.data?.role) {
    return (
      <Viewer value={viewer.data as StaffViewer}>
        <TimeZone value={viewer.data.timeZone}>
          <AdminFrame />
        </TimeZone>
      </Viewer>
    );
  }
  return viewer.error ? (
    <Shut error={viewer.error} again={() => void viewer.refetch()} />
  ) : (
    <Waiting />
  );
}

function Shut({ error, again }: { error: unknown; again(): void }) {
  return (
    <Page>
      <Failure error={error} again={again} />
    </Page>
  );
}
