/** The names under which the desk keeps what it has asked for. */
import { queryClient } from '../../lib/queries.ts';
import { staffSession } from '../../lib/signed-in.ts';

/**
 * All of the desk under one roof, by sign-in: what was loaded for one person is never shown to the next.
 * The live events know these: `me`, `queue` (lists of tickets, search), `counts`, `ticket` + number or id,
 * `client` + id, `clients`, `conflicts`, `import` + id, `settings` (tags and canned answers too),
 * `staff`, `colleagues`, `report`, `telegram`.
 */
export function adminKey(...what: unknown[]) {
  return ['admin', staffSession.era(), ...what];
}

staffSession.subscribe(() => {
  if (staffSession.standing() === 'out') queryClient.removeQueries({ queryKey: ['admin'] });
});
