/** A digest of many subjects is asked for each of them: what its person may see no longer is not told in passing. */
import type { Database } from '../platform/database.ts';
import type { Channel } from './channel.ts';
import { digestKinds, dissolveDigests, selectMembers, skipMembers } from './fold.queries.ts';
import type { NoticeFacts } from './notice.ts';

/**
 * Says why it may not go as it is. Where something must be taken out, the digest is dissolved, and the
 * rest waits to be told anew; unless it may have arrived already.
 */
export async function withdrawUnseen(
  database: Database,
  { mayDeliver }: Channel,
  { digest, mayHaveArrived }: { digest: NoticeFacts; mayHaveArrived: boolean },
): Promise<string | undefined> {
  if (digest.kind !== digestKinds.lane || !mayDeliver) return undefined;
  const refused: { id: string; reason: string }[] = [];
  for (const member of await selectMembers(database.handle, digest.id)) {
    // Where the digest goes now, the member went with it.
    const { lane, person } = digest;
    const answer = await mayDeliver(database.handle, {
      ...member,
      lane,
      ...(person && { person }),
    });
    if (answer !== true) refused.push({ id: member.id, reason: answer.skip });
  }
  const [first] = refused;
  if (!first || mayHaveArrived) return first?.reason;
  await database.transaction(async (tx) => {
    await skipMembers(tx, refused);
    await dissolveDigests(tx, [digest.id]);
  });
  return 'digest.anew';
}
