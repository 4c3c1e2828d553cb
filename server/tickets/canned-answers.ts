/** Canned answers: words that are written once and filled in for each ticket. */
import { asc, eq, sql } from 'drizzle-orm';
import type { Body, Reply } from '../../contract/endpoint.ts';
import {
  type addCannedAnswer,
  type cannedVariables,
  type listCannedAnswers,
  mostCannedAnswers,
  type updateCannedAnswer,
} from '../../contract/ticket-tools.ts';
import { readCompany } from '../company/company.ts';
import { clients } from '../identity/identity.tables.ts';
import { recordAudit, type StaffViewer, tellDesk } from '../identity/identity.ts';
import type { Db, Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import type { DeskDoing } from './save-change.ts';
import { requireTicket } from './tickets.policy.ts';
import { cannedAnswers } from './tickets.tables.ts';

type Canned = typeof cannedAnswers.$inferSelect;

// All of them go into one reply, which is to stay below 100 kB.
const bytesOfList = 90_000;
/** An id, the names of the fields and what holds them together. */
const bytesAround = 100;

/** All of them, by title; long texts are cut, so that each has an equal share of the reply. */
export async function readCannedAnswers(db: Db): Promise<Reply<typeof listCannedAnswers>> {
  const all = await db.select().from(cannedAnswers).orderBy(asc(cannedAnswers.title));
  const share = Math.floor(bytesOfList / Math.max(1, all.length)) - bytesAround;
  return {
    items: all.map(({ id, title, text }) => {
      const shown = cutToBytes(text, Math.max(0, share - bytesOf(title)));
      return { id, title, text: shown, cut: shown !== text };
    }),
  };
}

/** Throws `request.not_found`. */
export async function requireCannedAnswer(db: Db, id: string): Promise<Canned> {
  const [found] = await db.select().from(cannedAnswers).where(eq(cannedAnswers.id, id));
  if (!found) throw new CodedError('request.not_found');
  return found;
}

/** Throws `settings.too_many`. */
export function makeCannedAnswer(
  doing: DeskDoing,
  given: Body<typeof addCannedAnswer>,
): Promise<{ id: string }> {
  return doing.platform.database.transaction(async (tx) => {
    // Whoever adds one waits for the other, so that the number holds.
    await tx.execute(sql`lock table canned_answers in share row exclusive mode`);
    if ((await tx.$count(cannedAnswers)) >= mostCannedAnswers) {
      throw new CodedError('settings.too_many');
    }
    const id = newId();
    await tx.insert(cannedAnswers).values({ id, ...given });
    await note(tx, doing, { action: 'canned_answer.added', id, title: given.title, changes: {} });
    return { id };
  });
}

/** Throws `request.not_found`. */
export function changeCannedAnswer(
  doing: DeskDoing,
  id: string,
  given: Body<typeof updateCannedAnswer>,
): Promise<void> {
  return doing.platform.database.transaction(async (tx) => {
    const was = await requireCannedAnswer(tx, id);
    const { title = was.title, text = was.text } = given;
    if (title === was.title && text === was.text) return;
    await tx.update(cannedAnswers).set({ title, text }).where(eq(cannedAnswers.id, id));
    const changes: Changes = {};
    if (title !== was.title) changes.title = [was.title, title];
    if (text !== was.text) changes.text = [beginningOf(was.text), beginningOf(text)];
    await note(tx, doing, { action: 'canned_answer.changed', id, title, changes });
  });
}

/** Throws `request.not_found`. */
export function deleteCannedAnswer(doing: DeskDoing, id: string): Promise<void> {
  return doing.platform.database.transaction(async (tx) => {
    const { title } = await requireCannedAnswer(tx, id);
    await tx.delete(cannedAnswers).where(eq(cannedAnswers.id, id));
    await note(tx, doing, { action: 'canned_answer.removed', id, title, changes: {} });
  });
}

/** The text with its variables filled in for a ticket; what is no variable stays as it is. Throws `request.not_found`. */
export async function fillCanned(
  platform: Platform,
  viewer: StaffViewer,
  { cannedId, ticketRef }: { cannedId: string; ticketRef: string },
): Promise<string> {
  const db = platform.database.handle;
  const { text } = await requireCannedAnswer(db, cannedId);
  const ticket = await requireTicket(db, viewer, ticketRef);
  const [client] = await db
    .select({ name: clients.name })
    .from(clients)
    .where(eq(clients.id, ticket.clientId));
  const { name: company } = await readCompany(db, platform);
  const values: Record<(typeof cannedVariables)[number], string> = {
    'client.name': client?.name ?? '',
    'ticket.number': String(ticket.number),
    'ticket.subject': ticket.subject,
    'agent.name': viewer.name,
    'company.name': company,
  };
  // In one pass: what is filled in is never read as a variable.
  const filled = text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof typeof values] : whole,
  );
  // A long subject may stand in it many times over; nobody could send more than that.
  return cutToBytes(filled, bytesOfList);
}

/** The longest beginning that takes at most so many bytes as JSON. */
export function cutToBytes(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (bytesOf(`${whole(text, middle)}…`) <= bytes) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${whole(text, low)}…`;
}

/** So many UTF-16 units, without half a character at the end. */
function whole(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function bytesOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

function beginningOf(text: string): string {
  return text.length > 200 ? `${whole(text, 199)}…` : text;
}

type Changes = Record<string, [string, string]>;

async function note(
  tx: Tx,
  { platform, viewer, origin }: DeskDoing,
  given: {
    action: 'canned_answer.added' | 'canned_answer.changed' | 'canned_answer.removed';
    id: string;
    title: string;
    changes: Changes;
  },
): Promise<void> {
  const { action, id, title, changes } = given;
  const subject = { kind: 'canned_answer', id, label: title };
  await recordAudit(tx, { actor: viewer, origin }, { action, subject, changes });
  tellDesk(tx, platform, 'settings');
}
