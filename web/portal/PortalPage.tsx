/** Everything of the client's under /portal. Who is not signed in goes back to the way in. */
import './styles.ts';
import { useQuery } from '@tanstack/react-query';
import { Navigate, Route, Routes } from 'react-router';
import { session, useEra, useStanding } from '../lib/signed-in.ts';
import { Failure } from '../ui/Failure.tsx';
import { Page } from '../ui/Page.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { Home } from './Home.tsx';
import { InvoicePage } from './invoices/InvoicePage.tsx';
import { InvoicesPage } from './invoices/InvoicesPage.tsx';
import { Missing } from './Missing.tsx';
import { NewTicketPage } from './NewTicketPage.tsx';
import { PortalFrame } from './PortalFrame.tsx';
import { ProfilePage } from './ProfilePage.tsx';
import { TicketPage } from './TicketPage.tsx';
import { TicketsPage } from './TicketsPage.tsx';

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
  if (standing === 'in') return <Inside key={era} />;
  if (!back.error) return <Waiting />;
  return (
    <Page>
      <Failure error={back.error} again={() => void back.refetch()} />
    </Page>
  );
}

function Inside() {
  return (
    <PortalFrame>
      <Routes>
        <Route index element={<Home />} />
        <Route path="tickets" element={<TicketsPage />} />
        <Route path="tickets/new" element={<NewTicketPage />} />
        <Route path="tickets/:number" element={<TicketPage />} />
        <Route path="invoices" element={<InvoicesPage />} />
        <Route path="invoices/:number" element={<InvoicePage />} />
        <Route path="profile" element={<ProfilePage />} />
        <Route path="*" element={<Missing />} />
      </Routes>
    </PortalFrame>
  );
}
