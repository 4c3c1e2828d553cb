/** One notice: its words without any secret, each try, and what it went out in. */
import type { readDelivery as contract } from '../../contract/deliveries.ts';
import type { GivenReply } from '../../contract/endpoint.ts';
import { type Keyboard, type RichText, secretPlaceholder } from '../notifications/notifications.ts';
import type { Db } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { areaOf } from './area.ts';
import {
  selectContent,
  selectDelivery,
  selectHold,
  selectMembers,
  selectTries,
} from './deliveries.queries.ts';
import { namesFor } from './names.ts';
import { explain } from './reason.ts';
import { mentionsOf, shownRow } from './show.ts';

type Shown = GivenReply<typeof contract>;

/** Throws `request.not_found`. */
export async function readDelivery(db: Db, id: string): Promise<Shown> {
  const found = await selectDelivery(db, id);
  const kept = found && (await selectContent(db, id));
  if (!found || !kept) throw new CodedError('request.not_found');
  const { content, expiresAt, foldedInto } = kept;
  const names = await namesFor(db, [mentionsOf(found)]);
  const tries = await selectTries(db, id);
  const members = await selectMembers(db, id);
  const { text, keyboard, file, silent = false } = content;
  const source = file && (file.source === 'invoice' ? 'invoice' : file.as);
  return {
    ...shownRow(found, { names, hold: await selectHold(db) }),
    ...words(text),
    buttons: labelsOf(keyboard),
    ...(source && { file: source }),
    silent,
    expiresAt: expiresAt.toISOString(),
    history: tries.toReversed().map(({ number, startedAt, endedAt, outcome, reason }) => {
      const why = explain(reason ?? undefined);
      return {
        number,
        startedAt: startedAt.toISOString(),
        ...(endedAt && { endedAt: endedAt.toISOString() }),
        ...(outcome !== null && { outcome }),
        ...(why && { why }),
      };
    }),
    ...(foldedInto !== null && { foldedInto }),
    members: members.map(({ createdAt, ...one }) => ({
      ...one,
      area: areaOf(one.kind),
      createdAt: createdAt.toISOString(),
    })),
  };
}

/** What a page may follow; a mention of somebody by id is only its words. */
const safeUrl = /^(https?:\/\/|tel:|mailto:)/i;

function words({ text, entities = [] }: RichText): Pick<Shown, 'text' | 'entities'> {
  return {
    text: hidden(text),
    entities: entities.map(({ type, offset, length, url }) => ({
      type,
      offset,
      length,
      ...(url !== undefined && safeUrl.test(url) && { url }),
    })),
  };
}

/** Each character of a secret has one in its place, so that the formatting stays where it is. */
function hidden(text: string): string {
  return text.replaceAll(secretPlaceholder(1), '•');
}

function labelsOf(keyboard: Keyboard | undefined): string[][] {
  if (!keyboard || 'remove' in keyboard) return [];
  const labels = 'inline' in keyboard ? keyboard.inline : keyboard.reply;
  return labels.map((row) => row.map(({ text }) => hidden(text)));
}
