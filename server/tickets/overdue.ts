/** Due times that pass, and due times that move because the settings have changed. */
import { and, gt, isNull, sql } from 'drizzle-orm';
import { settings } from '../company/company.tables.ts';
import { tellDesk } from '../identity/identity.ts';
import { databaseNow } from '../platform/clock.ts';
import { afterCommit, type Db, outsideTransaction, rows, type Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { dueTimesOf, type Rules, readRules } from './due-times.ts';
import type { Doing } from './save-change.ts';
import { type StaffNews, tellStaff } from './staff.notices.ts';
import { dueTimesState, tickets } from './tickets.tables.ts';

const batch = 500;
// So many are counted within the transaction that changes the settings; more would hold it up for seconds.
const mostAtOnce = 2000;

/** Notes in the conversation that a target was missed: once for each target of a ticket. */
export async function noteOverdue(doing: Pick<Doing, 'platform' | 'ports'>): Promise<void> {
  const { platform } = doing;
  for (;;) {
    const noted = await platform.database.transaction(async (tx) => {
      const found = await rows<Late>(tx, noteLate());
      for (const { id } of found) tellDesk(tx, platform, `ticket:${id}`);
      await tellStaff(tx, doing, found.map(overdueNews));
      return found.length;
    });
    if (noted < batch) return;
  }
}

type Late = StaffNews['ticket'] & Record<'answer' | 'solution', boolean>;

function overdueNews({ answer, solution, ...ticket }: Late): StaffNews {
  const late = [
    ...(answer ? ['first_answer' as const] : []),
    ...(solution ? ['solution' as const] : []),
  ];
  return { ticket, what: 'overdue', key: `${ticket.id}:${late.join('+')}`, late };
}

function noteLate() {
  return sql`with late as (
      select id, number, subject, client_id, assignee_id, priority,
        (first_answer_at is null and first_answer_due_at <= ${databaseNow} and not first_answer_late)
          is true as answer,
        (solution_due_at <= ${databaseNow} and not solution_late) is true as solution
      from tickets
      where resolved_at is null and due_at <= ${databaseNow} and (
        (first_answer_at is null and first_answer_due_at <= ${databaseNow} and not first_answer_late)
        or (solution_due_at <= ${databaseNow} and not solution_late)
      )
      order by id limit ${batch} for update skip locked
    ), marked as (
      update tickets set
        first_answer_late = first_answer_late or late.answer,
        solution_late = solution_late or late.solution
      from late where tickets.id = late.id
    ), told as (
      insert into ticket_entries (id, ticket_id, kind, author_kind, event)
      select gen_random_uuid(), late.id, 'event', 'system',
        jsonb_build_object('what', 'overdue', 'from', null, 'to', missed.what)
      from late cross join lateral
        (values ('first_answer', late.answer), ('solution', late.solution)) as missed (what, yes)
      where missed.yes
    )
    select id::text, number, subject, client_id as "clientId", assignee_id as "assigneeId", priority,
      answer, solution
    from late`;
}

/**
 * The settings have changed in this transaction. Up to 2,000 unsolved tickets are counted again at
 * once, so that the admin sees it; more are counted right after it in batches, and if the process
 * ends meanwhile, by the job of the next minute.
 */
export async function recountDueTimes(tx: Tx, platform: Platform): Promise<void> {
  const unsolved = await tx.$count(tickets, isNull(tickets.resolvedAt));
  if (unsolved > mostAtOnce) {
    afterCommit(tx, () => {
      outsideTransaction(() => recountAll(platform)).catch((error: unknown) =>
        platform.log.error({ err: error }, 'Due times could not be counted again; the job will.'),
      );
    });
    return;
  }
  const rules = await readRules(tx, platform);
  for (let after: string | undefined; ; ) {
    after = await recountSome(tx, rules, after);
    if (after === undefined) break;
  }
  tellDesk(tx, platform, 'ticket');
}

/**
 * The job of each minute: where the due times follow older settings, all are counted again. It also
 * finds what another instance, which had not yet heard of the change, has written meanwhile.
 */
export async function followSettings(platform: Platform): Promise<void> {
  const { database } = platform;
  const version = await selectSettingsVersion(database.handle);
  const [state] = await database.handle.select().from(dueTimesState);
  if ((state?.settingsVersion ?? 0) === version) return;
  if (!(await recountAll(platform, version))) return;
  await database.transaction(async (tx) => {
    const fresh = { settingsVersion: version };
    await tx
      .insert(dueTimesState)
      .values(fresh)
      .onConflictDoUpdate({ target: dueTimesState.only, set: fresh });
  });
}

/** False when this instance has not heard of that version of the settings yet. */
async function recountAll(platform: Platform, version?: number): Promise<boolean> {
  const { database } = platform;
  const rules = await readRules(database.handle, platform);
  if (version !== undefined && rules.version !== version) return false;
  for (let after: string | undefined; ; ) {
    const from: string | undefined = after;
    after = await database.transaction((tx) => recountSome(tx, rules, from));
    if (after === undefined) break;
  }
  await database.transaction(async (tx) => tellDesk(tx, platform, 'ticket'));
  return true;
}

/** Counts the tickets after this id again; gives the last id, or nothing when there are no more. */
async function recountSome(tx: Tx, rules: Rules, after?: string): Promise<string | undefined> {
  const found = await tx
    .select()
    .from(tickets)
    .where(and(isNull(tickets.resolvedAt), after === undefined ? undefined : gt(tickets.id, after)))
    .orderBy(tickets.id)
    .limit(batch)
    .for('update');
  const moved = found.flatMap((ticket) => {
    const { firstAnswerDueAt, solutionDueAt, dueAt } = dueTimesOf(ticket, rules);
    return { id: ticket.id, answer: firstAnswerDueAt, solution: solutionDueAt, due: dueAt };
  });
  await tx.execute(sql`update tickets set
      first_answer_due_at = moved.answer, solution_due_at = moved.solution, due_at = moved.due
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
      as moved (id uuid, answer timestamptz, solution timestamptz, due timestamptz)
    where tickets.id = moved.id and (tickets.first_answer_due_at, tickets.solution_due_at)
      is distinct from (moved.answer, moved.solution)`);
  return found.length < batch ? undefined : found.at(-1)?.id;
}

async function selectSettingsVersion(db: Db): Promise<number> {
  const [row] = await db
    .select({ version: sql<number>`coalesce(sum(${settings.version}), 0)::int` })
    .from(settings);
  return row?.version ?? 0;
}
