/** Lets in who is signed in on this browser already. */
import { session } from '../lib/signed-in.ts';
import { dropLink } from './link.ts';

/** Whether there was a session; a sign-up that was still under way is of no use then. Throws when no answer came. */
export async function comeBack(): Promise<boolean> {
  const token = await session.refresh();
  if (token) dropLink();
  return token !== undefined;
}
