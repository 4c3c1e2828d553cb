/** The sections of the desk, and what one must be allowed to do to see them. */
import {
  IconBrandTelegram,
  IconFileInvoice,
  IconHome,
  IconInbox,
  IconKey,
  IconListSearch,
  IconSend,
  IconSettings,
  IconSpeakerphone,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import type { Action } from '../../../contract/permissions.ts';

export const sections = [
  { name: 'home', to: '/admin', icon: IconHome, needs: 'reports.read', group: 'work' },
  { name: 'tickets', to: '/admin/tickets', icon: IconInbox, needs: 'tickets.read', group: 'work' },
  { name: 'clients', to: '/admin/clients', icon: IconUsers, needs: 'clients.read', group: 'work' },
  {
    name: 'invoices',
    to: '/admin/invoices',
    icon: IconFileInvoice,
    needs: 'invoices.read',
    group: 'work',
  },
  {
    name: 'messages',
    to: '/admin/messages',
    icon: IconSpeakerphone,
    needs: 'custom_messages.manage',
    group: 'manage',
  },
  {
    name: 'staff',
    to: '/admin/staff',
    icon: IconUserShield,
    needs: 'staff.manage',
    group: 'manage',
  },
  {
    name: 'deliveries',
    to: '/admin/deliveries',
    icon: IconSend,
    needs: 'deliveries.read',
    group: 'manage',
  },
  {
    name: 'telegram',
    to: '/admin/telegram',
    icon: IconBrandTelegram,
    needs: 'telegram.check',
    group: 'manage',
  },
  { name: 'tokens', to: '/admin/tokens', icon: IconKey, needs: 'tokens.manage', group: 'manage' },
  { name: 'audit', to: '/admin/audit', icon: IconListSearch, needs: 'audit.read', group: 'manage' },
  {
    name: 'settings',
    to: '/admin/settings',
    icon: IconSettings,
    needs: 'settings.write',
    group: 'manage',
  },
] as const satisfies { needs: Action; [more: string]: unknown }[];

export type Section = (typeof sections)[number];
