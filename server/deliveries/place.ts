/** The place of a row in the ledger. */
import { z } from 'zod';

export const placeOfRow = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
