/** What becomes of a ticket when something of it changes: rules alone, nothing is written here. */
import type { Status } from '../../contract/ticket-shapes.ts';
import type { Viewer } from '../identity/identity.ts';
import { isRunning, isSolved, minutesBetween, type Rules } from './due-times.ts';
import type { LockedTicket } from './tickets.policy.ts';

export interface TicketEvent {
  what:
    | 'status'
    | 'priority'
    | 'assigned'
    | 'tags'
    | 'subject'
    | 'merged_here'
    | 'merged_away'
    | 'rated'
    | 'overdue';
  from: string | null;
  to: string | null;
}

/** A change that is being put together: the ticket as it was, as it will be, and what the conversation tells of it. */
export interface Change {
  before: LockedTicket;
  after: LockedTicket;
  events: TicketEvent[];
}

export function beginChange(before: LockedTicket): Change {
  return { before, after: { ...before }, events: [] };
}

/** Where a priority stands among the others. */
export const priorityPlaces = { low: 0, normal: 1, high: 2, urgent: 3 } as const;

type Priority = keyof typeof priorityPlaces;

/**
 * Sets the status. `waitsSince`: since when the client has had no answer, for a ticket that comes back
 * to work. The time for a solution stands still while the client is waited for and while it is
 * solved: opened again, it goes on where it stopped.
 */
export function setStatus(
  { after, events }: Change,
  status: Status,
  given: { by: Viewer; rules: Rules; waitsSince: Date | null },
): void {
  const { by, rules, waitsSince } = given;
  const was = after.status;
  if (was === status) return;
  events.push({ what: 'status', from: was, to: status });
  after.status = status;
  if (isRunning(status)) {
    if (!isRunning(was)) after.unansweredSince = waitsSince;
    if (after.pausedSince) {
      after.pausedMinutes += minutesBetween(rules, after.pausedSince, after.now);
      after.pausedSince = null;
    }
  } else {
    after.unansweredSince = null;
    after.pausedSince ??= after.now;
  }
  if (isSolved(status)) {
    after.resolvedAt ??= after.now;
    after.resolvedBy ??= by.kind === 'staff' ? by.id : null;
  } else {
    after.resolvedAt = null;
    after.resolvedBy = null;
  }
  after.closedAt = status === 'closed' ? after.now : null;
  after.closedByKind = status === 'closed' ? by.kind : null;
}

/** Whether the ticket comes back to work, so that it must be known whether the client waits. */
export function comesBack({ after }: Change, status: Status): boolean {
  return isRunning(status) && !isRunning(after.status);
}

export function setPriority({ after, events }: Change, priority: Priority): void {
  if (after.priority === priority) return;
  events.push({ what: 'priority', from: after.priority, to: priority });
  after.priority = priority;
  after.priorityPlace = priorityPlaces[priority];
}

/** The names are those of the former and of the new one. */
export function setAssignee(
  { after, events }: Change,
  id: string | null,
  { from, to }: { from: string | null; to: string | null },
): void {
  if (after.assigneeId === id) return;
  events.push({ what: 'assigned', from, to });
  after.assigneeId = id;
}

export function setSubject({ after, events }: Change, subject: string): void {
  if (after.subject === subject) return;
  events.push({ what: 'subject', from: after.subject, to: subject });
  after.subject = subject;
}

/** The status of a ticket that the client has brought back. */
export function backAtWork({ after }: Change): Status {
  return after.assigneeId === null ? 'open' : 'in_progress';
}

/** The company has said something to the client. `since`: from when the first answer counts. */
export function answered(
  { after }: Change,
  { by, rules, since }: { by: Viewer; rules: Rules; since: Date | null },
): void {
  if (after.firstAnswerAt === null && since !== null) {
    after.firstAnswerAt = after.now;
    after.firstAnswerMinutes = minutesBetween(rules, since, after.now);
    after.firstAnswerBy = by.kind === 'client' ? null : by.id;
  }
  after.unansweredSince = null;
}
