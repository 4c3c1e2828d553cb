/** Until when a ticket has to be answered and solved. Always counted from the ticket's own record, so that counting again gives the same. */
import type { Status } from '../../contract/ticket-shapes.ts';
import {
  addWorkingMinutes,
  readCompany,
  readTargets,
  readWorkingHours,
  workingMinutesBetween,
} from '../company/company.ts';
import type { Db } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import type { Ticket } from './tickets.policy.ts';

type Hours = Awaited<ReturnType<typeof readWorkingHours>>;
type Targets = Awaited<ReturnType<typeof readTargets>>;

/** What the company promises, and when it works. */
export interface Rules {
  targets: Targets;
  hours: Hours;
  timeZone: string;
  /** Grows with every change of the settings. */
  version: number;
}

/** Before a transaction with the outer handle: they are kept in memory and cost nothing. */
export async function readRules(db: Db, platform: Platform): Promise<Rules> {
  const targets = await readTargets(db, platform);
  const hours = await readWorkingHours(db, platform);
  const company = await readCompany(db, platform);
  const version = targets.version + hours.version + company.version;
  return { targets, hours, timeZone: company.timeZone, version };
}

/** Where nothing is due: the queue sorts by this column alone. */
export const never = new Date('9999-12-31T00:00:00Z');

/** The company is to do something: neither is the client waited for, nor is it solved. */
export function isRunning(status: Status): boolean {
  return status === 'open' || status === 'in_progress';
}

export function isSolved(status: Status): boolean {
  return status === 'resolved' || status === 'closed';
}

type Counted = Pick<
  Ticket,
  | 'status'
  | 'priority'
  | 'createdAt'
  | 'unansweredSince'
  | 'firstAnswerAt'
  | 'firstAnswerDueAt'
  | 'solutionDueAt'
  | 'pausedMinutes'
>;

/**
 * The first answer counts from when the client began to wait, the solution from the opening, without
 * the time in which it stood still. What is solved keeps its times as a record, and nothing is due.
 */
export function dueTimesOf(
  ticket: Counted,
  rules: Rules,
): Pick<Ticket, 'firstAnswerDueAt' | 'solutionDueAt' | 'dueAt'> {
  const { firstAnswerDueAt, solutionDueAt, firstAnswerAt } = ticket;
  if (isSolved(ticket.status)) return { firstAnswerDueAt, solutionDueAt, dueAt: never };
  const target = rules.targets[ticket.priority];
  const answerDue =
    firstAnswerAt === null
      ? after(ticket.unansweredSince, target.firstAnswer, rules)
      : firstAnswerDueAt;
  const solveDue = isRunning(ticket.status)
    ? after(ticket.createdAt, target.solution, rules, ticket.pausedMinutes)
    : null;
  const ahead = [firstAnswerAt === null ? answerDue : null, solveDue].filter((due) => due !== null);
  return {
    firstAnswerDueAt: answerDue,
    solutionDueAt: solveDue,
    dueAt: new Date(Math.min(...ahead.map(Number), never.getTime())),
  };
}

/** Working minutes between two moments. */
export function minutesBetween(rules: Rules, from: Date, to: Date): number {
  return workingMinutesBetween(rules.hours, rules.timeZone, from, to);
}

function after(from: Date | null, target: number | null, rules: Rules, more = 0): Date | null {
  if (from === null || target === null) return null;
  return addWorkingMinutes(rules.hours, rules.timeZone, from, target + more);
}
