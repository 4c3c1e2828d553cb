/** Ties a person to a phone as their pages would do it. */
import { expect } from '@playwright/test';
import {
  clientTelegramConfirm,
  clientTelegramLink,
  clientTelegramStatus,
  staffTelegramConfirm,
  staffTelegramLink,
  staffTelegramStatus,
} from '../contract/telegram.ts';
import type { Somebody } from './people.ts';
import type { Phone } from './phone.ts';

const connected = /^✅ (Подключено|Connected)/;

/** By a link, opened on the phone and confirmed by the session that has asked for it. */
export async function connectClient({ call }: Somebody, phone: Phone): Promise<void> {
  await phone.open((await call(clientTelegramLink)).link);
  await expect.poll(async () => (await call(clientTelegramStatus)).pending?.state).toBe('opened');
  await call(clientTelegramConfirm, { body: { accept: true } });
  await phone.receives(connected);
}

/** The same for a member of staff. */
export async function connectStaff({ call }: Somebody, phone: Phone): Promise<void> {
  await phone.open((await call(staffTelegramLink)).link);
  await expect.poll(async () => (await call(staffTelegramStatus)).pending?.state).toBe('opened');
  await call(staffTelegramConfirm, { body: { accept: true } });
  await phone.receives(connected);
}
