/** What the settings must cause in slices above, which they do not know; `app.ts` fills it in. */
import type { Tx } from '../platform/database.ts';

export interface CompanyPorts {
  /** Hours, targets or the zone have changed: due times of open tickets follow, in the same transaction. */
  dueTimesChanged(tx: Tx): Promise<void>;
}
