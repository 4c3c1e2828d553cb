/** Every page of the product by its address; all but the first are loaded when they are needed. */
import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { SignUpPage } from './sign-up/SignUpPage.tsx';
import { NotFoundPage } from './ui/NotFoundPage.tsx';

const PortalPage = lazy(async () => ({
  default: (await import('./portal/PortalPage.tsx')).PortalPage,
}));
const AdminPage = lazy(async () => ({
  default: (await import('./admin/AdminPage.tsx')).AdminPage,
}));
const SandboxPage = lazy(async () => ({
  default: (await import('./sandbox/SandboxPage.tsx')).SandboxPage,
}));
const DeepLinkPage = lazy(async () => ({
  default: (await import('./sandbox/DeepLinkPage.tsx')).DeepLinkPage,
}));

export function Pages() {
  return (
    <Routes>
      <Route path="/" element={<SignUpPage />} />
      <Route path="/portal/*" element={<PortalPage />} />
      <Route path="/admin/*" element={<AdminPage />} />
      <Route path="/sandbox" element={<SandboxPage />} />
      <Route path="/sandbox/t/:bot" element={<DeepLinkPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
