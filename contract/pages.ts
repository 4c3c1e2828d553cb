/** Lists come in pages: `next` is given back as `after`, and stays right while rows come and go. */
import { z } from 'zod';

/** The place where a page begins, as the page before has told it. Opaque, and harmless when invented. */
export const cursor = z.string().max(300);

/** How many rows a page may hold. */
export const pageSize = z.coerce.number().int().min(1).max(50).default(30);

export const pageQuery = { after: cursor.optional(), limit: pageSize };

/** A page of such items. `next` is missing on the last one. */
export function page<const T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: cursor.optional() });
}

/** ISO 8601 in UTC. */
export const instant = z.iso.datetime({ offset: true });

/** `true` or `false` in a query. */
export const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
