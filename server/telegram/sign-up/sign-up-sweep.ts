/** Deletes sign-ups that are over, and the clients that never came to be. */
import { deleteUnconfirmedClient } from '../../identity/identity.ts';
import type { Platform } from '../../platform/platform.ts';
import { deleteOver } from './sign-up.queries.ts';

const portion = 500;

/** Every read ignores what is over already; this takes the personal data away. Safe to run twice at once. */
export async function deleteOverSignUps({ database }: Platform): Promise<void> {
  for (;;) {
    const deleted = await database.transaction(async (tx) => {
      const over = await deleteOver(tx, portion);
      for (const { clientId } of over) if (clientId) await deleteUnconfirmedClient(tx, clientId);
      return over.length;
    });
    if (deleted < portion) return;
  }
}
