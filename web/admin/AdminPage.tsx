/** Everything under /admin: the frame, and each page loaded when it is needed. */
import './styles.ts';
import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../ui/NotFoundPage.tsx';
import { Guard } from './frame/Guard.tsx';
import { OnlyFor } from './frame/OnlyFor.tsx';
import { LinkPage } from './sign-in/LinkPage.tsx';
import { SignInPage } from './sign-in/SignInPage.tsx';

const HomePage = lazy(async () => ({ default: (await import('./home/HomePage.tsx')).HomePage }));
const QueuePage = lazy(async () => ({
  default: (await import('./queue/QueuePage.tsx')).QueuePage,
}));
const SearchPage = lazy(async () => ({
  default: (await import('./queue/SearchPage.tsx')).SearchPage,
}));
const TicketPage = lazy(async () => ({
  default: (await import('./ticket/TicketPage.tsx')).TicketPage,
}));
const NewTicketPage = lazy(async () => ({
  default: (await import('./ticket/NewTicketPage.tsx')).NewTicketPage,
}));
const ClientsPage = lazy(async () => ({
  default: (await import('./clients/ClientsPage.tsx')).ClientsPage,
}));
const ClientPage = lazy(async () => ({
  default: (await import('./clients/ClientPage.tsx')).ClientPage,
}));
const ImportPage = lazy(async () => ({
  default: (await import('./clients/ImportPage.tsx')).ImportPage,
}));
const ConflictsPage = lazy(async () => ({
  default: (await import('./clients/ConflictsPage.tsx')).ConflictsPage,
}));
const InvoicesPage = lazy(async () => ({
  default: (await import('./invoices/InvoicesPage.tsx')).InvoicesPage,
}));
const InvoicePage = lazy(async () => ({
  default: (await import('./invoices/InvoicePage.tsx')).InvoicePage,
}));
const MessagesPage = lazy(async () => ({
  default: (await import('./messages/MessagesPage.tsx')).MessagesPage,
}));
const NewMessagePage = lazy(async () => ({
  default: (await import('./messages/NewMessagePage.tsx')).NewMessagePage,
}));
const MessagePage = lazy(async () => ({
  default: (await import('./messages/MessagePage.tsx')).MessagePage,
}));
const StaffPage = lazy(async () => ({
  default: (await import('./staff/StaffPage.tsx')).StaffPage,
}));
const TokensPage = lazy(async () => ({
  default: (await import('./tokens/TokensPage.tsx')).TokensPage,
}));
const AuditPage = lazy(async () => ({
  default: (await import('./audit/AuditPage.tsx')).AuditPage,
}));
const DeliveriesPage = lazy(async () => ({
  default: (await import('./deliveries/DeliveriesPage.tsx')).DeliveriesPage,
}));
const DeliveryPage = lazy(async () => ({
  default: (await import('./deliveries/DeliveryPage.tsx')).DeliveryPage,
}));
const TelegramPage = lazy(async () => ({
  default: (await import('./telegram/TelegramPage.tsx')).TelegramPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('./settings/SettingsPage.tsx')).SettingsPage,
}));
const RecurringPage = lazy(async () => ({
  default: (await import('./recurring/RecurringPage.tsx')).RecurringPage,
}));
const RecurringEditPage = lazy(async () => ({
  default: (await import('./recurring/RecurringEditPage.tsx')).RecurringEditPage,
}));
const ProfilePage = lazy(async () => ({
  default: (await import('./profile/ProfilePage.tsx')).ProfilePage,
}));

export function AdminPage() {
  return (
    <Routes>
      <Route path="sign-in" element={<SignInPage />} />
      <Route path="link" element={<LinkPage />} />
      <Route element={<Guard />}>
        <Route index element={<HomePage />} />
        <Route path="tickets" element={<QueuePage />} />
        <Route path="tickets/new" element={<NewTicketPage />} />
        <Route path="tickets/search" element={<SearchPage />} />
        <Route path="tickets/:number" element={<TicketPage />} />
        <Route path="clients" element={<ClientsPage />} />
        <Route path="clients/import" element={<ImportPage />} />
        <Route path="clients/conflicts" element={<ConflictsPage />} />
        <Route path="clients/:clientId" element={<ClientPage />} />
        <Route path="invoices/recurring" element={<RecurringPage />} />
        <Route path="invoices/recurring/new" element={<RecurringEditPage key="new" />} />
        <Route path="invoices/recurring/:recurringId" element={<RecurringEditPage />} />
        <Route path="invoices" element={<InvoicesPage />} />
        <Route path="invoices/:invoiceId" element={<InvoicePage />} />
        <Route
          path="messages"
          element={
            <OnlyFor action="custom_messages.manage">
              <MessagesPage />
            </OnlyFor>
          }
        />
        <Route
          path="messages/new"
          element={
            <OnlyFor action="custom_messages.manage">
              <NewMessagePage />
            </OnlyFor>
          }
        />
        <Route
          path="messages/:messageId"
          element={
            <OnlyFor action="custom_messages.manage">
              <MessagePage />
            </OnlyFor>
          }
        />
        <Route
          path="staff"
          element={
            <OnlyFor action="staff.manage">
              <StaffPage />
            </OnlyFor>
          }
        />
        <Route
          path="tokens"
          element={
            <OnlyFor action="tokens.manage">
              <TokensPage />
            </OnlyFor>
          }
        />
        <Route
          path="audit"
          element={
            <OnlyFor action="audit.read">
              <AuditPage />
            </OnlyFor>
          }
        />
        <Route
          path="deliveries"
          element={
            <OnlyFor action="deliveries.read">
              <DeliveriesPage />
            </OnlyFor>
          }
        />
        <Route
          path="deliveries/:deliveryId"
          element={
            <OnlyFor action="deliveries.read">
              <DeliveryPage />
            </OnlyFor>
          }
        />
        <Route
          path="telegram"
          element={
            <OnlyFor action="telegram.check">
              <TelegramPage />
            </OnlyFor>
          }
        />
        <Route
          path="settings/:part?"
          element={
            <OnlyFor action="settings.write">
              <SettingsPage />
            </OnlyFor>
          }
        />
        <Route path="profile" element={<ProfilePage />} />
      </Route>
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
